import { expect, test } from '@jest/globals';
import { distributeMaterial } from './domain.ts';

const circumstances = {
  organization: { _id: 'org_1', kind: 'TERRITORIAL_ASSOCIATION', regionCode: '450421' },
  campaign: null,
  today: '2021-12-01',
};

test('material is counted in the unit of its kind', () => {
  const unit = (kind: 'LEAFLET' | 'POSTER_SLOGAN' | 'DISPLAY_BOARD') =>
    distributeMaterial('mat_1', { kind, value: '5', distributedOn: '2021-01-01' }, circumstances).measure.unit;
  expect([unit('LEAFLET'), unit('POSTER_SLOGAN'), unit('DISPLAY_BOARD')]).toEqual(['COPY', 'SHEET', 'SHEET']);
});

test('material has a day or a period, and the day is not in the future', () => {
  const period = { label: '新冠肺炎疫情暴发后', from: '2020-01-01', to: '2021-11-30', assumed: true };
  expect(
    distributeMaterial('mat_1', { kind: 'LEAFLET', value: '8000', qualifier: 'OVER', period }, circumstances),
  ).toMatchObject({ distributedOn: null, period, heldFrom: '2020-01-01', heldTo: '2021-11-30' });
  expect(() => distributeMaterial('mat_1', { kind: 'LEAFLET', value: '5' }, circumstances)).toThrow('either');
  expect(() =>
    distributeMaterial('mat_1', { kind: 'LEAFLET', value: '5', distributedOn: '2021-12-02' }, circumstances),
  ).toThrow('in the future');
});
