import { expect, test } from '@jest/globals';
import { blank } from '../organization/domain.ts';
import { dossierOf } from './domain.ts';

test('the dossier has the history of the organization and its honors, the latest first', () => {
  const organization = {
    ...blank('org_1', new Date(0)),
    status: 'MERGED' as const,
    foundedOn: '2010-05-01',
    dissolvedOn: '2021-06-01',
    decisionReason: '合并',
    nameHistory: [{ name: '旧名', shortName: null, until: '2015-01-01', documentNo: '1号' }],
    placeHistory: [{ regionCode: '450421', parentId: null, hostId: null, until: '2016-01-01', documentNo: '2号' }],
    suspensions: [
      {
        from: '2017-01-01',
        to: '2017-06-01',
        reason: '整改',
        documentNo: '3号',
        resumeReason: '整改完成',
        resumeDocumentNo: '4号',
      },
      {
        from: '2021-01-01',
        to: '2021-06-01',
        reason: '停止活动',
        documentNo: '5号',
        resumeReason: null,
        resumeDocumentNo: null,
      },
    ],
  };
  const dossier = dossierOf(organization, [{ title: '先进集体', year: 2017 }]);
  expect(dossier.map(({ kind, on, year, text, documentNo }) => [kind, on ?? year, text, documentNo])).toEqual([
    ['MERGED', '2021-06-01', '合并', null],
    ['SUSPENDED', '2021-01-01', '停止活动', '5号'],
    ['HONOUR', 2017, '先进集体', null],
    ['RESUMED', '2017-06-01', '整改完成', '4号'],
    ['SUSPENDED', '2017-01-01', '整改', '3号'],
    ['MOVED', '2016-01-01', null, '2号'],
    ['RENAMED', '2015-01-01', '旧名', '1号'],
    ['FOUNDED', '2010-05-01', null, null],
  ]);
});
