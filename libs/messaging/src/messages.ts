import { createSay } from '@kexie/kernel';

/** The messages of this library in Chinese, by their English text. */
export const say = createSay({
  'The record was changed meanwhile. Load it again and repeat the change.': '记录已被他人修改，请重新读取后再改。',
  'This clientMutationId was already used for another request.': '这个clientMutationId已用于另一个请求。',
});
