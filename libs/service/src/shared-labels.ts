/** The labels of the enumerations of the shared schema. */
export const sharedLabels = {
  Qualifier: {
    EXACT: '准确',
    OVER: '多（超过）',
    NEARLY: '近（不足）',
    ABOUT: '约',
    AT_LEAST: '至少',
    SEVERAL: '若干',
    MOST: '绝大部分',
    ALL: '全部',
  },
  Unit: {
    COUNT: ['个', 'items'],
    PERSON: ['人', 'persons'],
    HOUSEHOLD: ['户', 'households'],
    SESSION: ['场', 'sessions'],
    TIME: ['次', 'times'],
    ITEM: ['部', 'items'],
    COPY: ['份', 'copies'],
    SHEET: ['张（面）', 'sheets'],
    HOUR: ['小时', 'hours'],
    CNY: ['元', 'CNY'],
    PERCENT: ['%', '%'],
    METRE: ['米', 'metres'],
  },
  FigureSource: {
    SEED: ['首批数据', 'first data set'],
    COMPUTED: '由记录计算',
    REPORTED: '上报',
    EXTERNAL: '外部来源',
  },
  SortDirection: {
    ASC: ['升序', 'ascending'],
    DESC: ['降序', 'descending'],
  },
  RowOutcome: {
    CREATED: '新增',
    UPDATED: '更新',
    UNCHANGED: '未变',
    REJECTED: '拒绝',
  },
  Language: {
    ZH: ['中文', 'Chinese'],
    EN: ['英文', 'English'],
  },
} as const;
