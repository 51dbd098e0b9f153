#!/usr/bin/env node
'use strict';
require('../dist/zpci-inspect.cjs');
