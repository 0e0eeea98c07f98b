/** The shared parts of all statistics. The query of each noun is in NOUN/statistics.ts. */

import type { PipelineStage } from 'mongoose';
import type { Directory } from '@kexie/service';
import type { OutreachDimension } from './generated/graphql.ts';
import type { Store } from './store.ts';

/** The stages that select records and convert the decimal string of a field to the number `amount`. */
export function selected(match: object, amountOf: string): PipelineStage[] {
  return [{ $match: match }, { $addFields: { amount: { $toDecimal: amountOf } } }];
}

/** Finds the Chinese names of the codes of a dimension. */
type Labels = (dimension: OutreachDimension, codes: string[]) => Promise<Map<string, string>>;

/** Creates the function that names codes in Chinese. The names of regions and campaigns come from the database, all others from this file. */
export function labelsFrom({ campaigns }: Store, directory: Directory): Labels {
  return async (dimension, codes) => {
    const found = await names(dimension, codes);
    return new Map([...found, ['UNKNOWN', '未注明']]);
  };

  async function names(dimension: OutreachDimension, codes: string[]): Promise<Map<string, string>> {
    if (dimension === 'REGION_COUNTY') return directory.regionNames(codes);
    if (dimension === 'CAMPAIGN') return new Map((await campaigns.byIds(codes)).map(({ _id, title }) => [_id, title]));
    return new Map(Object.entries(chinese[dimension] ?? {}));
  }
}

const facilityKinds = {
  SCIENCE_EDUCATION_BASE: '科普教育基地',
  SCIENCE_SCHOOL: '科普学校(科技特色学校)',
  SCIENCE_MUSEUM: '科技馆',
  E_STATION: '科普e站',
  COMMUNITY_SCIENCE_ROOM: '社区科普室',
};

const associationKinds = {
  TERRITORIAL_ASSOCIATION: '地方科协',
  COMMUNITY_ASSOCIATION: '社区科协',
  RURAL_TECH_ASSOCIATION: '农技协',
  SOCIETY: '学会',
  PARK_ASSOCIATION: '园区科协',
  ENTERPRISE_ASSOCIATION: '企业科协',
};

const chinese: Partial<Record<OutreachDimension, Record<string, string>>> = {
  CHANNEL_KIND: {
    E_STATION: '科普e站',
    WEATHER_LOUDSPEAKER: '气象大喇叭',
    LED_SCREEN: 'LED大屏',
    WECHAT_GROUP: '微信群',
    QQ_GROUP: 'QQ群',
    WECHAT_OFFICIAL_ACCOUNT: '微信公众号',
    WEBSITE: '网站',
    APP: '客户端',
    TV: '电视',
    RADIO: '广播',
    BULLETIN_BOARD: '宣传栏',
  },
  METRIC: {
    PUSHES: '推送次数',
    HOURS_ON: '开机时长',
    HOURS_PLAYED: '播出时长',
    VIDEOS: '播出视频',
    BROADCAST_DAYS: '播发天数',
    READS: '阅读量',
  },
  MATERIAL_KIND: {
    LEAFLET: '资料',
    POSTER_SLOGAN: '标语',
    DISPLAY_BOARD: '板报',
    BOOK: '图书',
    DISC: '光盘',
    OTHER: '其他',
  },
  PARTICIPANT_KIND: { ...facilityKinds, ...associationKinds },
  FACILITY_KIND: facilityKinds,
  ACTIVITY_KIND: {
    LECTURE: '讲座',
    EXHIBITION: '展览',
    SCIENCE_POPULARIZATION: '科普活动',
    ACADEMIC_EXCHANGE: '学术交流',
    CONSULTATION: '咨询',
    CONTEST: '竞赛',
    OPEN_DAY: '开放日',
    OTHER: '其他',
  },
  OPERATOR_KIND: {
    ...associationKinds,
    TOWNSHIP_ASSOCIATION: '乡镇(街道)科协',
    VILLAGE_ASSOCIATION: '村科协',
    UNIVERSITY_ASSOCIATION: '高校科协',
    SCHOOL_ASSOCIATION: '学校科协',
    RURAL_TECH_FEDERATION: '农技协联合会',
    ENTERPRISE: '企业',
    UNIVERSITY: '高校',
    RESEARCH_INSTITUTE: '科研院所',
    GOVERNMENT_BODY: '政府部门',
    PARK: '园区',
    OTHER_PARTNER: '其他合作单位',
  },
};
