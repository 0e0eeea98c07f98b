import { buildSchema, graphqlSync, type GraphQLSchema } from 'graphql';

/** The data of the benchmark: users who review products. Every field of the API is a property of these. */
type User = { id: string; name: string; username: string; birthday: number; reviews: Review[] };
export type Product = {
  upc: string;
  name: string;
  originalName: string;
  price: number;
  weight: number;
  inStock: boolean;
  shippingEstimate: number;
  reviews: Review[];
};
type Review = { id: string; body: string; original: string; author: User; product: Product };
type Order = {
  id: string;
  recipient: string;
  item: string;
  quantity: number;
  total: number;
  placedOn: string;
  paid: boolean;
  note: string | null;
};
export type Entry = Review | Product | User;
export type Shop = { users: User[]; products: Product[]; orders: Order[]; feed: Entry[] };

/**
 * 6 users, 9 products, 12 reviews and 600 orders: each user wrote two reviews, and five of the products have between one and four. The feed mixes reviews, products and users.
 * The data are always the same.
 */
export function openShop(): Shop {
  const users = people.map((name, index): User => ({
    id: `${index + 1}`,
    name,
    username: name.toLowerCase().replace(' ', '.'),
    birthday: 19_500_101 + index * 10_203,
    reviews: [],
  }));
  const products = goods.map(([name, originalName, price, weight], index): Product => ({
    upc: `${index + 1}`,
    name,
    originalName,
    price,
    weight,
    inStock: index % 3 !== 1,
    shippingEstimate: shippingEstimate(price, weight),
    reviews: [],
  }));
  reviewed.forEach((productIndex, index) => {
    const author = users[index % users.length] as User;
    const product = products[productIndex] as Product;
    const review: Review = { id: `${index + 1}`, body: praise(index), original: chinesePraise(index), author, product };
    author.reviews.push(review);
    product.reviews.push(review);
  });
  const orders = Array.from({ length: ordersCount }, (_, index) => order(index));
  const feed = users.flatMap((user, index): Entry[] => [...user.reviews, products[index] as Product, user]);
  return { users, products, orders, feed };
}

/** The type of an entry of the feed. */
export const typeOfEntry = (entry: Entry): 'Review' | 'Product' | 'User' =>
  'body' in entry ? 'Review' : 'upc' in entry ? 'Product' : 'User';

function order(index: number): Order {
  const [item, , price] = goods[index % goods.length] as (typeof goods)[number];
  const quantity = 1 + (index % 4);
  return {
    id: `ord_${10_000 + index}`,
    recipient: people[(index * 5) % people.length] as string,
    item,
    quantity,
    total: quantity * price,
    placedOn: `2026-${`${1 + (index % 12)}`.padStart(2, '0')}-${`${1 + (index % 28)}`.padStart(2, '0')}`,
    paid: index % 7 !== 0,
    note: index % 3 === 0 ? null : (sentences[index % sentences.length] as string),
  };
}

/** Free for an expensive product, otherwise by weight. In the graph it requires two fields that another subgraph owns. */
export const shippingEstimate = (price: number, weight: number): number => (price > 1_000 ? 0 : Math.round(weight / 2));

/**
 * The right answer to a query, from an execution on the whole graph at once, without federation.
 * Throws if the query does not fit the graph: the benchmark is then at fault, not a gateway.
 */
export function rightAnswer(shop: Shop, source: string, variables: Record<string, unknown> = {}): unknown {
  const rootValue = {
    me: shop.users[0],
    users: shop.users,
    topProducts: ({ first }: { first: number }) => shop.products.slice(0, first),
    orders: ({ first }: { first: number }) => shop.orders.slice(0, first),
    feed: ({ first }: { first: number }) => shop.feed.slice(0, first),
  };
  const { data, errors } = graphqlSync({
    schema: wholeGraph(),
    source,
    rootValue,
    variableValues: variables,
    typeResolver: typeOfEntry,
  });
  if (errors) throw new Error(`The benchmark's own operation is wrong: ${errors[0]?.message}`);
  return JSON.parse(JSON.stringify(data));
}

const wholeGraph = (): GraphQLSchema =>
  buildSchema(`
  type Query {
    me: User
    users: [User]
    topProducts(first: Int = 5): [Product]
    orders(first: Int = 20): [Order]
    feed(first: Int = 20): [Entry]
  }
  interface Reviewed { reviews: [Review] }
  union Entry = Review | Product | User
  type Order { id: ID! recipient: String item: String quantity: Int total: Int placedOn: String paid: Boolean note: String }
  type User implements Reviewed { id: ID! name: String username: String birthday: Int reviews: [Review] }
  type Product implements Reviewed { upc: String! name: String originalName: String price: Int weight: Int inStock: Boolean shippingEstimate: Int reviews: [Review] }
  type Review { id: ID! body: String original: String author: User product: Product }
`);

const people = ['Mo Shan', 'Qin Yue', 'Wei Lan', 'Ou Zhen', 'Tao Ning', 'Lu Fang'];
const goods: [name: string, originalName: string, price: number, weight: number][] = [
  ['Table', '桌子', 899, 100],
  ['Couch', '长沙发', 1299, 1000],
  ['Chair', '椅子', 54, 50],
  ['Lamp', '台灯', 120, 12],
  ['Shelf', '书架', 310, 80],
  ['Desk', '写字台', 640, 90],
  ['Stool', '凳子', 35, 20],
  ['Bed', '床', 1500, 400],
  ['Mirror', '镜子', 210, 30],
];
/** By review: the index of its product in `goods`. */
const reviewed = [0, 1, 2, 3, 0, 1, 4, 0, 2, 3, 1, 0];

/** Between 240 and 580 letters, as in real reviews, so that the full answer is as large as that of the public benchmark. */
const praise = (index: number): string =>
  Array.from({ length: 4 + (index % 4) }, (_, line) => sentences[(index * 5 + line * 3) % sentences.length]).join(' ');
const chinesePraise = (index: number): string =>
  Array.from(
    { length: 4 + (index % 4) },
    (_, line) => chineseSentences[(index * 5 + line * 3) % chineseSentences.length],
  ).join('');

const sentences = [
  'It came in two boxes, and every screw that the drawing shows was there.',
  'After three months of daily use the surface still looks as it did on the first day.',
  'My neighbour, who builds furniture himself, turned it over and found nothing to complain about.',
  'The colour is a little darker than in the picture, which suits our room better.',
  'One leg was shorter; a letter to the shop, and the new one arrived two days later.',
  'I would buy it again, but I would ask somebody to help me carry it up the stairs.',
  'For this price I had expected less, and that is the best that I can say about a price.',
];
const chineseSentences = [
  '送来时分成两箱,图纸上画的每一颗螺丝都在,一个人一小时就能装好。',
  '每天使用已经三个月,表面仍然和第一天一样,没有划痕,也没有褪色。',
  '邻居自己会做家具,他翻过来仔细看了一遍,也没有找到可以挑剔的地方。',
  '颜色比照片上稍微深一些,不过放在我们的房间里反而更合适。',
  '有一条腿短了一点,写信给商店以后,两天就收到了新的,服务很好。',
  '我会再买一次,但是会请人帮忙搬上楼,因为它比看起来重得多。',
  '这个价格我原来没有抱太大希望,结果比想象的好,这就是我能给的最高评价。',
];
/** So many that their list is larger than 100 kB. */
const ordersCount = 600;
