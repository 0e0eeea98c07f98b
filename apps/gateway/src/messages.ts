import { LRUCache } from 'lru-cache';
import type { Language } from '@kexie/kernel';

/**
 * The messages of the gateway and of GraphQL.js in Chinese, by their English text with `{0}`, `{1}` … in place of the values.
 * They are translated where an answer leaves, because GraphQL.js knows no language.
 */
const chinese: Readonly<Record<string, string>> = {
  'Tokens cannot be checked at the moment. Try again soon.': '暂时无法校验令牌，请稍后重试。',
  'The access token is not valid. Sign in again, or send no token.': '访问令牌无效。请重新登录，或不带令牌访问。',
  'The header host does not name a host.': '请求头host没有给出主机名。',
  'The body is empty. Send JSON with a "query".': '请求体为空。请发送含“query”的JSON。',
  'The body is not valid UTF-8. Send the JSON in UTF-8.': '请求体不是有效的UTF-8，请以UTF-8发送JSON。',
  'The body is not valid JSON.': '请求体不是有效的JSON。',
  'Send the body in UTF-8; "{0}" is not supported.': '请以UTF-8发送请求体；不支持“{0}”。',
  'Bodies encoded as "{0}" are not supported; use {1}.': '不支持“{0}”编码的请求体；请用{1}。',
  'The body is encoded {0} times; at most {1} encodings are supported.': '请求体编码了{0}次；最多支持{1}次。',
  'The body is not complete and valid {0}, as its header content-encoding says.':
    '请求体不是请求头content-encoding所称的完整有效的{0}。',
  'The JSON is nested more than {0} levels deep.': 'JSON嵌套超过{0}层。',
  'The JSON holds more than {0} values. Send them in several requests.': 'JSON中的值超过{0}个，请分几次请求发送。',
  'Pages of {0} may not send requests to this gateway. Add this origin to its setting CORS_ORIGINS to allow them.':
    '{0}的网页不能向本网关发送请求。如要允许，请将该来源加入设置CORS_ORIGINS。',
  'Send an operation: its text as "query", or the id of a published one as "documentId". The page at / lets you write queries.':
    '请发送一个操作：以“query”给出文本，或以“documentId”给出已发布操作的标识。可在页面 / 上编写查询。',
  'Batches are refused. Send one operation per request.': '不接受批量请求，请每次发送一个操作。',
  'The body must be a JSON object with a "query".': '请求体须为含“query”的JSON对象。',
  'A GET has its parameters in the address and no body. Send a body by POST.':
    'GET请求的参数在地址中，没有请求体；请用POST发送请求体。',
  'The address names "{0}" more than once.': '地址中“{0}”出现多次。',
  'The address is not valid UTF-8.': '地址不是有效的UTF-8。',
  'Too many large bodies are arriving at once. Try again in a moment.': '同时到达的大请求体过多，请稍后重试。',
  'The body is incomplete.': '请求体不完整。',
  'The body is larger than {0}.': '请求体超过{0}。',
  'Nothing exists at this address. The GraphQL endpoint is /graphql.': '这个地址没有内容。GraphQL端点是/graphql。',
  'The method {0} is not supported here. Send the operation by POST, or a query by GET.':
    '此处不支持{0}方法。请用POST发送操作，或用GET发送查询。',
  'The request cannot be understood.': '无法理解这个请求。',
  'Send the operation as application/json.': '请以application/json发送操作。',
  'Send the operation as application/json.{0}': '请以application/json发送操作。{0}',
  ' The body has no content-type.': '请求体没有content-type。',
  ' Forms, files and plain text are refused, because a page of any origin may send them (CSRF).':
    '不接受表单、文件和纯文本，因为任何来源的网页都可能发送它们（CSRF）。',
  'The client disconnected before the response.': '客户端在答复之前已断开。',
  'The time of the request is over.': '请求的时间已到。',
  'Unexpected error value: {0}': '意外的错误值：{0}',
  '"{0}" needs exactly one of {1} to limit the number of items; the operation gives {2}.':
    '“{0}”须恰好给出{1}之一来限制项数；操作给出了{2}。',
  '"{0}" has {1} characters; at most {2} are allowed.': '“{0}”有{1}个字符；最多允许{2}个。',
  'Internal error': '内部错误',
  'The operation has far too many levels.': '操作的层数过多。',
  'One more error is left out.': '另有1个错误未列出。',
  '{0} more errors are left out.': '另有{0}个错误未列出。',
  '{0} cannot represent {1}, which is not a whole number.': '{0}不能表示{1}，因为它不是整数。',
  'Variable "${0}" is used in @skip or @include, so it must not be null.':
    '变量“${0}”用于@skip或@include，不得为null。',
  'The operation has {0} variables in @skip and @include; at most {1} are allowed, because each combination is planned separately. Split it into several operations.':
    '操作的@skip和@include中有{0}个变量；因为每种组合都要单独规划，最多允许{1}个。请拆分为几个操作。',
  'The operation asks interfaces for fields that several services have, or that are moving to another service, on too many types at once. Ask in several operations.':
    '操作一次在过多类型上查询由几个服务提供或正在迁移的接口字段，请分几个操作查询。',
  'Subscriptions are not supported.': '不支持订阅。',
  'The operation cannot be planned within {0} ms. Request less at once, or split it into several operations.':
    '操作无法在{0}毫秒内完成规划。请减少一次查询的内容，或拆分为几个操作。',
  'Too many operations are waiting for their plans. Try again in a moment.': '等待规划的操作过多，请稍后重试。',
  'The schema has no {0}s.': '模式中没有{0}。',
  'The document has no operation "{0}".': '文档中没有操作“{0}”。',
  'Choose the operation of the document with "operationName".': '请用“operationName”选择文档中的操作。',
  'Too many requests are running. Try again in a moment.': '正在执行的请求过多，请稍后重试。',
  'The request took longer than {0} s and was aborted. Request less at once. A mutation may have been executed: repeat it with the same "clientMutationId".':
    '请求超过{0}秒，已中止。请减少一次查询的内容。变更可能已经执行：请以同一“clientMutationId”重试。',
  'You have spent the cost that is allowed per minute. Try again in {0} s.':
    '您已用完每分钟允许的代价，请在{0}秒后重试。',
  'You have spent the cost of {0} that is allowed per minute. Try again in {1} s, or request less.':
    '您已用完每分钟允许的代价{0}。请在{1}秒后重试，或减少查询的内容。',
  'Your roles do not allow introspection. Sign in with a role that does, or ask for the published schema.':
    '您的角色不能内省。请以允许的角色登录，或索取已发布的模式。',
  'A name in the operation has {0} characters; at most {1} are allowed.':
    '操作中有一个名称长{0}个字符；最多允许{1}个。',
  'The operation requests a page of {0} items; at most {1} are allowed. Request fewer by "first" and continue with "after".':
    '操作一页请求{0}项；最多允许{1}项。请用“first”减少，并用“after”继续。',
  'The variables hold more than {0} values. Send them in several requests.': '变量中的值超过{0}个，请分几次请求发送。',
  'The variables are nested more than {0} levels deep.': '变量嵌套超过{0}层。',
  'A list in the variables has {0} items; at most {1} are allowed. Send them in several requests.':
    '变量中有一个列表含{0}项；最多允许{1}项，请分几次请求发送。',
  'Only operations that are published for this client are executed. Publish the operation with the manifest of the client, or sign in as an analyst.':
    '只执行为该客户端发布的操作。请随客户端的清单发布该操作，或以分析人员身份登录。',
  'No operation of this id is published for this client. Check the header graphql-client-name, and publish the manifest.':
    '没有为该客户端发布这个标识的操作。请检查请求头graphql-client-name，并发布清单。',
  'The published operations are not known yet. Try again in a moment.': '已发布的操作尚未得知，请稍后重试。',
  'The services have not published their schemas yet. Try again in a moment.': '各服务尚未发布模式，请稍后重试。',
  'Responses are application/graphql-response+json or application/json; the header accept allows neither.':
    '答复为application/graphql-response+json或application/json；请求头accept两者都不允许。',
  'Responses are sent plain or as zstd, br or gzip; the header accept-encoding excludes all of them.':
    '答复以明文或zstd、br、gzip发送；请求头accept-encoding全部排除。',
  'Too many responses wait to be read. Try again in a moment.': '等待读取的答复过多，请稍后重试。',
  'The {0} service reported an error that cannot be read.': '{0}服务报告的错误无法读取。',
  'The {0} service gave a value of more than {1} levels.': '{0}服务给出的值超过{1}层。',
  'The {0} service gave an answer that cannot be used.': '{0}服务的答复无法使用。',
  'The {0} service is not available at the moment.': '{0}服务暂时不可用。',
  'The {0} service did not answer in time.': '{0}服务未及时答复。',
  'The {0} service takes no more requests of this client for a while.': '{0}服务暂不接受该客户端的更多请求。',
  'The header x-kexie-explain must be "plan" or "dry-run".': '请求头x-kexie-explain须为“plan”或“dry-run”。',
  'Plans are shown to the roles {0}. Omit the header x-kexie-explain, or sign in as one of them.':
    '计划只对角色{0}显示。请去掉请求头x-kexie-explain，或以其中一个角色登录。',
  'The operation would cost {0}; you may spend {1} on one. {2} Signed in you may spend {3}.':
    '操作的代价为{0}，单个操作最多{1}；代价最大的部分见extensions.expensive。登录后可用{3}。',
  'The operation would cost {0}; you may spend {1} on one. {2}':
    '操作的代价为{0}，单个操作最多{1}；代价最大的部分见extensions.expensive。',
  'The operation has {0} {1}; at most {2} are allowed. Split it into smaller operations.':
    '操作的{1}为{0}，最多允许{2}；请拆分为几个操作。',
  'far too many': '过多',
  'levels of fields': '字段层数',
  aliases: '别名',
  'fields at the root': '根字段',
  'mentions of the same field in one place': '同一处重复的字段',
  'fields, with those of its fragments': '字段（含片段中的）',
  'levels of lists below __schema or __type': '__schema或__type之下的列表层数',
  directives: '指令',
  'directives in one place': '同一处的指令',
  'items in one list': '单个列表的项数',
  'levels in one argument': '单个参数的层数',
  'Sign in to use {0}.': '请先登录，才能使用{0}。',
  'Your account may not use {0}. It needs {1}.': '您的账号不能使用{0}，需要权限{1}。',
  'Syntax Error: {0}': '语法错误：{0}',
  'Cannot query field "{0}" on type "{1}".': '类型“{1}”没有字段“{0}”。',
  'Cannot query field "{0}" on type "{1}". Did you mean {2}?': '类型“{1}”没有字段“{0}”。是否要用{2}？',
  'Unknown argument "{0}" on field "{1}".': '字段“{1}”没有参数“{0}”。',
  'Unknown argument "{0}" on field "{1}". Did you mean {2}?': '字段“{1}”没有参数“{0}”。是否要用{2}？',
  'Unknown type "{0}".': '没有类型“{0}”。',
  'Unknown type "{0}". Did you mean {1}?': '没有类型“{0}”。是否要用{1}？',
  'Unknown directive "@{0}".': '没有指令“@{0}”。',
  'Unknown fragment "{0}".': '没有片段“{0}”。',
  'Field "{0}" of type "{1}" must have a selection of subfields. Did you mean "{0} { ... }"?':
    '类型为“{1}”的字段“{0}”须选择子字段。',
  'Field "{0}" must not have a selection since type "{1}" has no subfields.':
    '字段“{0}”不能选择子字段，因为类型“{1}”没有子字段。',
  'Field "{0}" argument "{1}" of type "{2}" is required, but it was not provided.':
    '字段“{0}”缺少必需的参数“{1}”（类型“{2}”）。',
  'Field "{0}" of required type "{1}" was not provided.': '缺少必需的字段“{0}”（类型“{1}”）。',
  'Variable "${0}" of required type "{1}" was not provided.': '缺少必需的变量“${0}”（类型“{1}”）。',
  'Variable "${0}" of non-null type "{1}" must not be null.': '变量“${0}”（类型“{1}”）不得为null。',
  'Variable "${0}" got invalid value {1}; {2}': '变量“${0}”的值{1}无效：{2}',
  'Variable "${0}" is not defined by operation "{1}".': '操作“{1}”没有定义变量“${0}”。',
  'Variable "${0}" is not defined.': '变量“${0}”没有定义。',
  'Variable "${0}" is never used in operation "{1}".': '操作“{1}”没有使用变量“${0}”。',
  'Variable "${0}" of type "{1}" used in position expecting type "{2}".':
    '类型为“{1}”的变量“${0}”用在了需要类型“{2}”的位置。',
  'Value "{0}" does not exist in "{1}" enum.': '枚举“{1}”没有值“{0}”。',
  'Value "{0}" does not exist in "{1}" enum. Did you mean the enum value {2}?': '枚举“{1}”没有值“{0}”。是否要用{2}？',
  'Fragment "{0}" is never used.': '片段“{0}”没有使用。',
  'Cannot return null for non-nullable field {0}.': '不可为空的字段{0}没有值。',
  'Must provide operation name if query contains multiple operations.': '文档含多个操作时须给出操作名。',
  'Unknown operation named "{0}".': '没有名为“{0}”的操作。',
};

const patterns = Object.entries(chinese).map(([english, text]) => ({ pattern: patternOf(english), text }));
const known = new LRUCache<string, string>({ max: 500 });

/** A message of the gateway in this language. Other messages, such as those of services, stay as they are. */
export function inLanguage(message: string, language: Language): string {
  if (language === 'en') return message;
  let found = known.get(message);
  if (found === undefined) known.set(message, (found = translated(message)));
  return found;
}

function translated(message: string): string {
  for (const { pattern, text } of patterns) {
    const values = pattern.exec(message);
    if (values === null) continue;
    return text.replace(/\{(\d)\}/g, (_place, index: string) => {
      const value = values[Number(index) + 1] ?? '';
      return chinese[value] ?? value;
    });
  }
  return message;
}

/** A value is the shortest text that lets the rest match; messages have at most 1,000 characters. */
function patternOf(english: string): RegExp {
  const parts = english.split(/\{\d\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.+?)')}$`, 's');
}
