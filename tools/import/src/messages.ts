import { createSay } from '@kexie/kernel';

/** The messages of this program in Chinese, by their English text. */
export const say = createSay({
  organization: '组织',
  person: '人员',
  'The file is neither UTF-8 nor GB18030 text.': '文件既不是UTF-8文本，也不是GB18030文本。',
  'The file has the format of Excel 97 (XLS). Save it as XLSX or CSV, and import that.':
    '文件是Excel 97格式（XLS）。请另存为XLSX或CSV后导入。',
  'Line {0} has more than {1} columns.': '第{0}行超过{1}列。',
  'Line {0} has a cell of more than {1} characters.': '第{0}行有单元格超过{1}个字符。',
  'The spreadsheet cannot be read: {0}': '无法读取电子表格：{0}',
  'The file has no sheet “{0}”, or it is empty.': '文件没有工作表“{0}”，或该表为空。',
  'The table cannot be read: {0}': '无法读取表格：{0}',
  'None of the first {0} lines has a known header, such as {1}.': '前{0}行中没有可识别的表头，如{1}。',
  'The mapping names the field {0}, which this register does not have. It has {1}.':
    '映射文件中的字段{0}不属于这个登记册；可用字段为{1}。',
  'The columns “{0}” and “{1}” have the same meaning.': '列“{0}”与“{1}”含义相同。',
  'These columns are missing: {0}. Name them in the header, or in a mapping.':
    '缺少以下列：{0}。请在表头或映射文件中给出。',
  'The mapping cannot be read: {0}': '无法读取映射文件：{0}',
  'The mapping {0} cannot be used: {1}': '映射文件{0}不可用：{1}',
  '“{0}” is not a day of the calendar.': '“{0}”不是日历上的日期。',
  '“{0}” has no day; write it as 2021年5月30日.': '“{0}”没有具体日；请写成2021年5月30日。',
  '“{0}” is not a day; write it as 2021年5月30日.': '“{0}”不是日期；请写成2021年5月30日。',
  '“{0}” is neither 是 nor 否.': '“{0}”既不是“是”，也不是“否”。',
  '“{0}” is not one of {1}.': '“{0}”不在可选值之内：{1}。',
  'The gateway refused: {0}': '网关拒绝：{0}',
  '“{0}” is not a code. Name the region that contains it with --region to use names.':
    '“{0}”不是代码。如用名称，请以--region给出其所属的地区。',
  'There is no region “{0}” within {1}.': '{1}之内没有地区“{0}”。',
  'There is no {0} with the name “{1}”, or not yet.': '没有名称为“{1}”的{0}，或尚未得知。',
  '“{0}” has several meanings; write one of {1}.': '“{0}”有多个含义；请写{1}之一。',
  'The line repeats line {0}.': '与第{0}行重复。',
  'This cell must not be empty.': '此单元格不得为空。',
  'There is no file {0}.': '没有文件{0}。',
  'GATEWAY_URL is not an address: {0}': 'GATEWAY_URL不是地址：{0}',
  'IMPORT_TOKEN is not set. It is a token of staff of the region.':
    '没有设置IMPORT_TOKEN。请给出该地区工作人员的令牌。',
  'Waiting: {0}': '等待：{0}',
  'The header is line {0}: {1}.': '表头在第{0}行：{1}。',
  'These columns are not imported: {0}.': '以下列不导入：{0}。',
  'Line {0}': '第{0}行',
  'Line {0}: {1}': '第{0}行：{1}',
  'Line {0}, column “{1}”: {2}': '第{0}行，“{1}”列：{2}',
  'Left out as remarks below the table: lines {0}.': '作为表下说明略去：第{0}行。',
  'Nothing was written, because this is a dry run. An import would have this result:':
    '这是试运行，没有写入。正式导入的结果将为：',
  '{0} created, {1} updated, {2} unchanged, {3} refused.': '新增{0}行，更新{1}行，未变{2}行，拒绝{3}行。',
  'All refused rows: {0}': '全部被拒绝的行：{0}',
});
