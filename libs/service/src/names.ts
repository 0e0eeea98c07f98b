/** The exports for services that sort or search names. They load the readings of Han characters: 9 MB of the heap, in less than 0.1 s. */
export { nameSortOf, searchKeysOf, sortKeyOf } from './pinyin.ts';
export { findByText } from './name-search.ts';
export { namesByPinyin } from './pinyin-migration.ts';
