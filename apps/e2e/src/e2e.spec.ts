/**
 * Black-box scenarios through the gateway. They share one platform, whose start and data set take most of the time; each scenario makes
 * its own records, and those that take services away bring them back. The figures come first, on the untouched data set.
 */
import { afterAll, beforeAll } from '@jest/globals';
import { startPlatform, stopPlatform } from './platform.ts';
import './reported-figures.ts';
import './computed-figures.ts';
import './stories.ts';
import './direct-access.ts';
import './errors.ts';
import './imports.ts';
import './founding.ts';
import './traces.ts';
import './partial-answers.ts';
import './outage.ts';
import './new-team.ts';
import './lost-stores.ts';

beforeAll(startPlatform, 180_000);
afterAll(stopPlatform, 60_000);
