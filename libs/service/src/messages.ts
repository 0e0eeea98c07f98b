import { createSay } from '@kexie/kernel';

/** The messages of this library in Chinese, by their English text. */
export const say = createSay({
  'There is no such {0}.': '没有这个{0}。',
  'The record now has version {0}. Load it again and repeat the change.': '记录现为第{0}版，请重新读取后再改。',
  '"{0}" is not a region code.': '“{0}”不是行政区划代码。',
  '"year" must be between {0} and {1}.': '“year”须在{0}至{1}之间。',
  '{0} is suspended (暂停).': '{0}已暂停活动。',
  '{0} is not active.': '{0}不在活动状态。',
  'This organization is not known, or not yet.': '尚不知道这个组织，可稍后重试。',
  'No region has the code {0}.': '没有代码为{0}的行政区划。',
  'A region with the code {0} is not known, or not yet.': '尚不知道代码为{0}的行政区划，可稍后重试。',
  'A code must have the form RUR.TRAINING.FARMERS.2020.': '指标代码的格式须如RUR.TRAINING.FARMERS.2020。',
  'Only a figure with the qualifier SEVERAL or MOST has no value.':
    '只有限定词为SEVERAL（若干）或MOST（绝大部分）的数据可以没有数值。',
  'A value has at most 20 digits and 6 decimals.': '数值最多20位数字、6位小数。',
  'The period must not end before it begins.': '时段的结束不得早于开始。',
  'A filter can have at most {0} regions.': '一次最多按{0}个行政区划筛选。',
  'A filter can have at most {0} values.': '一个筛选条件最多有{0}个值。',
  'A filter can have at most {0} prefixes.': '一个筛选条件最多有{0}个代码前缀。',
  '"{0}" is not a prefix of a code.': '“{0}”不是代码的前缀。',
  'An import can have at most {0} rows; send the rest in another request.': '一次最多导入{0}行；其余请另行提交。',
  'Row {0} has the same key.': '与第{0}行的键相同。',
  'The text to search for must have 1 to {0} characters, and among them a letter or a digit.':
    '搜索词须有1至{0}个字符，其中至少有一个文字、字母或数字。',
  '"after" is not a cursor of this list.': '“after”不是这个列表的游标。',
  'A sort field is given twice.': '排序字段重复。',
  'The platform has changed this since the last import. Make the change there, or leave the column out.':
    '上次导入之后，平台上已修改此项。请在平台上修改，或略去这一列。',
  'This is not yours.': '这不属于您。',
  'Too many statistics are being computed. Try again in a moment.': '正在计算的统计过多，请稍后重试。',
  'These statistics take longer than {0} s. Request a smaller region, a shorter period or fewer dimensions.':
    '这项统计超过{0}秒。请缩小地区、缩短时段或减少维度。',
  'Statistics can have at most {0} dimensions.': '统计最多有{0}个维度。',
  'A dimension is listed twice.': '维度重复。',
  '{0} is not a dimension of these statistics; choose from {1}.': '{0}不是这项统计的维度；可选{1}。',
  'The service has no enumeration {0}.': '该服务没有枚举{0}。',
  'Sign in to do this.': '请先登录。',
  'This requires the scope {0}.': '此操作需要权限{0}。',
  'This requires one of the roles {0}.': '此操作需要下列角色之一：{0}。',
  'This lies outside your region.': '这不在您负责的地区之内。',
  'The superior association decides about this, and it lies outside your region.':
    '此事由上级科协决定，而上级科协不在您负责的地区之内。',
  'You do not act for this organization.': '您不能代表这个组织。',
  'This belongs to another person.': '这属于他人。',
  'Sign in to use {0}.': '请先登录，才能使用{0}。',
  'Your account may not use {0}. It needs {1}.': '您的账号不能使用{0}，需要权限{1}。',
  '{0} ({1}) exists only since {2}.': '{0}（{1}）自{2}才设立。',
  '{0} ({1}) existed until {2}.': '{0}（{1}）已于{2}撤销。',
  '{0} ({1}) existed until {2}; its successor is {3}.': '{0}（{1}）已于{2}撤销，由{3}承接。',
});
