import type { Scenario } from '../scenario.ts';

type Place = { county: string; town: string; parcel: string };
type Shed = { id: string; serial: string; place: Place; crop: string };
const sheds: Shed[] = [
  { id: 's1', serial: 'n1', place: { county: 'Cangwu', town: 'Shiqiao', parcel: '7' }, crop: 'tea' },
  { id: 's2', serial: 'n2', place: { county: 'Cangwu', town: 'Libu', parcel: '7' }, crop: 'honey' },
];
const lacks = (what: unknown): never => {
  throw new Error(`Something is missing: ${JSON.stringify(what)}`);
};
const knownById = ({ id }: Partial<Shed>) => sheds.find((shed) => shed.id === id) ?? lacks({ id });

/** Services that declare unresolvable keys of an entity before the resolvable one. */
export const keysToComeBackBy: Scenario = {
  name: 'resolvable keys after unresolvable ones',
  subgraphs: {
    register: {
      sdl: `
        type Shed @key(fields: "serial", resolvable: false) @key(fields: "id") { id: ID! serial: ID! @shareable place: Place! @shareable crop: String! }
        type Place @shareable { county: ID! town: ID! parcel: ID! }`,
      resolvers: { Shed: { __resolveReference: knownById } },
    },
    seasons: {
      sdl: `
        type Query { sheds: [Shed!]! }
        type Shed @key(fields: "serial", resolvable: false) @key(fields: "place { county }", resolvable: false) @key(fields: "id", resolvable: false) @key(fields: "id place { town parcel }") {
          id: ID! serial: ID! @shareable place: Place! @shareable crop: String! @external season: String! @requires(fields: "crop")
        }
        type Place @shareable { county: ID! town: ID! parcel: ID! }`,
      resolvers: {
        Query: { sheds: () => sheds.map(({ id, serial, place }) => ({ id, serial, place })) },
        Shed: {
          __resolveReference: (told: Partial<Shed>) =>
            told.id && told.place?.town && told.place.parcel ? told : lacks(told),
          season: ({ crop }: Partial<Shed>) => (crop ? `season of ${crop}` : lacks({ crop })),
        },
      },
    },
    tools: {
      sdl: `
        type Query { tool: Tool }
        type Tool { name: String! shed: Shed! others: [Shed!]! }
        type Shed @key(fields: "id", resolvable: false) { id: ID! }`,
      resolvers: { Query: { tool: () => ({ name: 'hoe', shed: { id: 's2' }, others: [{ id: 's1' }, { id: 's2' }] }) } },
    },
  },
  cases: [
    {
      name: 'the entity is resolved by the resolvable key, with every part of it',
      query: '{ sheds { season } }',
      data: { sheds: [{ season: 'season of tea' }, { season: 'season of honey' }] },
      asked: { seasons: 2, register: 1 },
      stockIsWrong: 'the planner returns through an unresolvable key',
    },
    {
      name: 'also if parts of the key and the requirement are selected',
      query: '{ sheds { crop season place { county } } }',
      data: {
        sheds: [
          { crop: 'tea', season: 'season of tea', place: { county: 'Cangwu' } },
          { crop: 'honey', season: 'season of honey', place: { county: 'Cangwu' } },
        ],
      },
      stockIsWrong: 'the planner returns through an unresolvable key',
    },
    {
      name: 'also from a service that has only the id',
      query: '{ tool { name shed { season } others { id } } }',
      data: { tool: { name: 'hoe', shed: { season: 'season of honey' }, others: [{ id: 's1' }, { id: 's2' }] } },
      asked: { tools: 1, register: 1, seasons: 1 },
    },
  ],
};

/** A requirement inside an object without a key; the requiring service declares the required field only as external. */
export const nestedRequirements: Scenario = {
  name: 'requirements inside objects',
  subgraphs: {
    register: {
      sdl: `
        type Query { first: Shed }
        type Shed @key(fields: "id") { id: ID! place: Place! @shareable rows: [Row!]! @shareable }
        type Place @shareable { county: ID! town: ID! parcel: ID! }
        type Row @shareable { length: Int! plants: [Plant!]! }
        type Plant @shareable { name: String! }`,
      resolvers: {
        Query: { first: () => sheds[0] },
        Shed: {
          __resolveReference: knownById,
          rows: ({ id }: Shed) =>
            id === 's2'
              ? []
              : [
                  { length: 3, plants: [{ name: 'tea' }, { name: 'rose' }] },
                  { length: 4, plants: [] },
                ],
        },
      },
    },
    maps: {
      sdl: `
        type Query { mapped: [Shed!]! }
        type Shed @key(fields: "id") { id: ID! place: Place! @shareable rows: [Row!]! @shareable sign: String! @requires(fields: "place { town }") plan: String! @requires(fields: "rows { length plants { name } }") }
        type Place { town: ID! @external parcel: ID! @shareable }
        type Row { length: Int! @external plants: [Plant!]! @shareable }
        type Plant { name: String! @external }`,
      resolvers: {
        Query: {
          mapped: () =>
            sheds.map(({ id, place: { parcel } }) => ({
              id,
              place: { parcel },
              rows: id === 's2' ? [] : [{ plants: [{}, {}] }, { plants: [] }],
            })),
        },
        Shed: {
          sign: ({ place }: Partial<Shed>) => (place?.town ? `to ${place.town}` : lacks(place)),
          plan: ({ rows }: { rows?: { length?: number; plants: { name?: string }[] }[] }) =>
            rows
              ?.map(
                ({ length, plants }) =>
                  `${length ?? lacks(rows)}: ${plants.map(({ name }) => name ?? lacks(rows)).join(', ')}`,
              )
              .join('; ') ?? lacks(rows),
        },
      },
    },
  },
  cases: [
    {
      name: 'an external field inside an object is fetched from the service that has it',
      query: '{ mapped { sign } }',
      data: { mapped: [{ sign: 'to Shiqiao' }, { sign: 'to Libu' }] },
      stockIsWrong: 'the planner requests external fields from the service that declares them external',
    },
    {
      name: 'in lists of objects with lists in them',
      query: '{ mapped { plan } }',
      data: { mapped: [{ plan: '3: tea, rose; 4: ' }, { plan: '' }] },
      stockIsWrong: 'the planner requests external fields from the service that declares them external',
    },
    {
      name: 'the external field is returned if the client selects it',
      query: '{ mapped { place { town parcel } rows { length plants { name } } } }',
      data: {
        mapped: [
          {
            place: { town: 'Shiqiao', parcel: '7' },
            rows: [
              { length: 3, plants: [{ name: 'tea' }, { name: 'rose' }] },
              { length: 4, plants: [] },
            ],
          },
          { place: { town: 'Libu', parcel: '7' }, rows: [] },
        ],
      },
      stockIsWrong: 'the planner requests external fields from the service that declares them external',
    },
    {
      name: 'a field that is not external still comes from the service',
      query: '{ mapped { place { parcel } } }',
      data: { mapped: [{ place: { parcel: '7' } }, { place: { parcel: '7' } }] },
      asked: { maps: 1 },
    },
    {
      name: 'from the service that has all of it',
      query: '{ first { sign plan } }',
      data: { first: { sign: 'to Shiqiao', plan: '3: tea, rose; 4: ' } },
      asked: { register: 1, maps: 1 },
      stockIsWrong: 'the planner requests external fields from the service that declares them external',
    },
  ],
};

/** A requirement that has a requirement itself, on a path that starts at the service in the middle. */
export const chainedRequirements: Scenario = {
  name: 'chains of requirements',
  subgraphs: {
    register: {
      sdl: 'type Query { registered: [Shed!]! } type Shed @key(fields: "id") { id: ID! crop: String! partner: Shed }',
      resolvers: {
        Query: { registered: () => sheds },
        Shed: { __resolveReference: knownById, partner: ({ id }: Shed) => sheds.find((shed) => shed.id !== id) },
      },
    },
    seasons: {
      sdl: `
        type Query { sheds: [Shed!]! }
        type Shed @key(fields: "id") { id: ID! crop: String! @external season(long: Boolean = false): Season! @requires(fields: "crop") area: Int! wait: Int! @requires(fields: "price") price: Int! @external }
        type Season { name: String! months: [Int!]! }`,
      resolvers: {
        Query: { sheds: () => sheds.map(({ id }) => ({ id })) },
        Shed: {
          season: ({ crop }: Partial<Shed>) => ({ name: `season of ${crop ?? lacks(crop)}`, months: [3, 4] }),
          area: ({ id }: Shed) => Number(id.slice(1)),
          wait: ({ price }: { price?: number }) => (price ?? lacks(price)) + 1,
        },
      },
    },
    markets: {
      sdl: `
        type Query { sold: Shed }
        type Shed @key(fields: "id") { id: ID! season(long: Boolean = false): Season! @external price: Int! @requires(fields: "season { name }") partner: Shed @external offer: String! @requires(fields: "partner { season { name } }") }
        type Season { name: String! @external }`,
      resolvers: {
        Query: { sold: () => ({ id: 's2' }) },
        Shed: {
          price: ({ season }: { season?: { name?: string } }) => (season?.name ?? String(lacks(season))).length,
          offer: ({ partner }: { partner?: { season?: { name?: string } } }) =>
            `with ${partner?.season?.name ?? String(lacks(partner))}`,
        },
      },
    },
  },
  cases: [
    {
      name: 'each field of the chain has its requirement',
      query: '{ sheds { price } }',
      data: { sheds: [{ price: 13 }, { price: 15 }] },
      stockIsWrong: 'the planner merges a fetch with one that precedes its requirement',
    },
    {
      name: 'a chain of three that returns to the service where it started',
      query: '{ sheds { area wait } }',
      data: {
        sheds: [
          { area: 1, wait: 14 },
          { area: 2, wait: 16 },
        ],
      },
      stockIsWrong: 'the planner merges a fetch with one that precedes its requirement',
    },
    {
      name: 'with the fields of the chain selected too',
      query: '{ sheds { wait price season { months name } } }',
      data: {
        sheds: [
          { wait: 14, price: 13, season: { months: [3, 4], name: 'season of tea' } },
          { wait: 16, price: 15, season: { months: [3, 4], name: 'season of honey' } },
        ],
      },
      stockIsWrong: 'the planner merges a fetch with one that precedes its requirement',
    },
    {
      name: 'through another entity',
      query: '{ sheds { offer } }',
      data: { sheds: [{ offer: 'with season of honey' }, { offer: 'with season of tea' }] },
    },
    {
      name: 'from the service where the chain starts',
      query: '{ registered { price area } }',
      data: {
        registered: [
          { price: 13, area: 1 },
          { price: 15, area: 2 },
        ],
      },
      asked: { register: 1, seasons: 1, markets: 1 },
    },
    {
      name: 'from the service where it ends',
      query: '{ sold { price wait offer } }',
      data: { sold: { price: 15, wait: 16, offer: 'with season of tea' } },
      stockIsWrong: 'the planner merges a fetch with one that precedes its requirement',
    },
  ],
};
