/** All weights and bounds of the matchmaker. A change to one of them raises `modelVersion`, so that a score can be explained later. */
export const model = {
  modelVersion: 'on-demand-1',
  /** how well the expert fits the need; the weights add up to 1 */
  need: { subject: 0.35, text: 0.3, experience: 0.1, quality: 0.15, logistics: 0.05, load: 0.05 },
  /** how well the need fits the expert; the weights add up to 1 */
  expert: { subject: 0.35, text: 0.25, mode: 0.15, logistics: 0.1, reliability: 0.1, policy: 0.05 },
  /** similarity of two subjects that are listed as related although they are in different branches */
  relatedSubjects: 0.5,
  industry: { sameClass: 1, sameDivision: 0.5, sameSection: 0.2 },
  /** the success rate of an expert or enterprise without a record: 3 of 4 */
  prior: { successes: 3, failures: 1 },
  /** the part of the quality that comes from the title */
  titleShare: 0.3,
  logistics: { sameCity: 1, sameProvinceOrBayArea: 0.8, remote: 0.7, elsewhere: 0.4 },
} as const;

/** Prefectures of the Guangdong–Hong Kong–Macao Greater Bay Area (粤港澳大湾区), and its two special regions. */
export const bayArea = ['4401', '4403', '4404', '4406', '4407', '4412', '4413', '4419', '4420', '81', '82'];

/** Agriculture, forestry, animal husbandry and fishery: needs of this section serve 乡村振兴. */
export const ruralSection = 'A';
