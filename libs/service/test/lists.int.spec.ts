import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Schema, type Model } from 'mongoose';
import { connectMongo, prepareCollections, type Mongo } from '@kexie/messaging';
import { testDatabase } from '@kexie/testing';
import { loaderOfLists, type ListRequest } from '../src/lists.ts';
import { findPage, type Connection } from '../src/page.ts';

type Talk = { _id: string; speakerIds: string[]; kind: string; heldOn: string | null };

const database = testDatabase('lists');
let mongo: Mongo;
let talks: Model<Talk>;

beforeAll(async () => {
  mongo = await connectMongo(database.uri);
  talks = mongo.model<Talk>(
    'Talk',
    new Schema<Talk>(
      { _id: String, speakerIds: [String], kind: String, heldOn: { type: String, default: null } },
      { collection: 'talks', versionKey: false },
    ),
  );
  await prepareCollections(mongo);
  await talks.insertMany([
    { _id: 'a', speakerIds: ['li', 'wu'], kind: 'LECTURE', heldOn: '2020-05-01' },
    { _id: 'b', speakerIds: ['li'], kind: 'CONTEST', heldOn: '2021-05-01' },
    { _id: 'c', speakerIds: ['li'], kind: 'LECTURE', heldOn: null },
    { _id: 'd', speakerIds: ['wu'], kind: 'LECTURE', heldOn: '2021-05-01' },
    { _id: 'e', speakerIds: ['li'], kind: 'LECTURE', heldOn: '2021-05-01' },
  ]);
});
afterAll(async () => {
  await mongo.close();
  await database.drop();
});

const loader = () => loaderOfLists(talks, { field: 'speakerIds', newest: 'heldOn' });
const plain = async ({ totalCount, ...page }: Connection<Talk>) => ({ ...page, total: await totalCount() });
/** The page as a query for this list alone gives it. */
const alone = ({ key, filter, ...page }: ListRequest<Talk>) =>
  findPage(talks, {
    ...page,
    filter: { speakerIds: key, ...filter },
    sort: [{ field: 'heldOn', direction: 'DESC' }],
  });

test.each([0, 1, 2, 4, 5])(
  'first pages of %s items, loaded together, have the items, cursors and totals of pages loaded alone',
  async (first) => {
    const requests = ['li', 'wu', 'none'].map((key) => ({ key, first }));
    const together = await loader().loadMany(requests);
    expect(await Promise.all(together.map((page) => plain(page as Connection<Talk>)))).toEqual(
      await Promise.all(requests.map(async (request) => plain(await alone(request)))),
    );
  },
);

test('a cursor of a page that was loaded together leads to the rest of its list', async () => {
  const lists = loader();
  const [first] = await Promise.all(['li', 'wu'].map((key) => lists.load({ key, first: 2 })));
  const next = await lists.load({ key: 'li', first: 9, after: first?.pageInfo.endCursor });
  expect([...(first?.edges ?? []), ...next.edges].map(({ node }) => node._id)).toEqual(['b', 'e', 'a', 'c']);
});

test('requests with different filters are answered each with its own', async () => {
  const lists = loader();
  const ids = async (request: ListRequest<Talk>) => (await lists.load(request)).edges.map(({ node }) => node._id);
  expect(
    await Promise.all([
      ids({ key: 'li', filter: { kind: 'LECTURE' } }),
      ids({ key: 'wu', filter: { kind: 'LECTURE' } }),
      ids({ key: 'li', filter: { kind: 'CONTEST' } }),
      ids({ key: 'li' }),
    ]),
  ).toEqual([['e', 'a', 'c'], ['d', 'a'], ['b'], ['b', 'e', 'a', 'c']]);
});

test('a request for too large a page fails alone', async () => {
  const lists = loader();
  const [tooLarge, alsoTooLarge, good] = await Promise.allSettled([
    lists.load({ key: 'li', first: 101 }),
    lists.load({ key: 'wu', first: 101 }),
    lists.load({ key: 'wu', first: 1 }),
  ]);
  for (const page of [tooLarge, alsoTooLarge])
    expect(page).toMatchObject({ status: 'rejected', reason: { code: 'VALIDATION_FAILED' } });
  expect(good).toMatchObject({ status: 'fulfilled', value: { edges: [{ node: { _id: 'd' } }] } });
});
