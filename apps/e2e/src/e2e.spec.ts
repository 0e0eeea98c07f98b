/**
 * Black-box scenarios through the gateway. They share one platform, because its start and data set take most of the time. Each scenario makes
 * its own records, and a scenario that stops services starts them again. The figures come first, on the untouched data set.
 */
import { afterAll, beforeAll } from '@jest/globals';
import { startPlatform, stopPlatform } from './platform.ts';
import './reported-figures.ts';
import './computed-figures.ts';
import './stories.ts';
import './direct-access.ts';
import './errors.ts';
import './languages.ts';
import './imports.ts';
import './registers.ts';
import './founding.ts';
import './traces.ts';
import './partial-answers.ts';
import './outage.ts';
import './new-team.ts';
import './lost-stores.ts';

beforeAll(startPlatform, 300_000);
afterAll(stopPlatform, 60_000);
