import { enableCompileCache } from 'node:module';
import { requireNode24 } from './node-version.ts';
import { compiledCode } from './programs.ts';

requireNode24();
enableCompileCache(compiledCode); // saves half a second, and applies only to modules that are loaded later
await import('./start.ts');
