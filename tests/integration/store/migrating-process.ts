/** A program of its own that opens a database and takes steps that go on for a while, so that it can be killed in the middle. Given: the file, and after how many rows it tells so. */
import { openMigrated } from '../../../electron/engine/store/migrate-safely.ts';
import { testKey } from '../../fixtures/store.ts';
import { longSteps } from './long-steps.ts';

const [, , path = '', told = '0'] = process.argv;
const opened = openMigrated({ path, key: testKey, mustExist: true, steps: longSteps(Number(told), () => process.send?.('in the middle')) });
process.send?.(opened.ok ? 'migrated' : opened.error.code);
