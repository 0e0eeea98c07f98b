import { describe, expect, test } from '@jest/globals';
import { active, city, draft, today } from '../../test/examples.ts';
import { dissolve, moveToSuccessor } from './domain.ts';

const request = {
  reason: '合并办公',
  documentNo: null as string | null,
  dissolvedOn: '2021-05-30',
  successor: null,
  wantsSuccessor: false,
  isSuccessorBelow: false,
  childrenInUse: 0,
  childrenAlive: 0,
  hostedInUse: 0,
};
const successor = { ...active(), _id: 'org_other' };
const merger = { ...request, successor, wantsSuccessor: true };

describe('a dissolution', () => {
  test('is refused while active organizations depend on the association', () => {
    expect(() => dissolve(active(), { ...request, childrenInUse: 2 }, today)).toThrow(
      '2 active or suspended organizations',
    );
    expect(() => dissolve(active(), { ...request, hostedInUse: 1 }, today)).toThrow('hosts 1 active or suspended');
    const { next, events } = dissolve(active(), request, today);
    expect(next.status).toBe('DISSOLVED');
    expect(events).toMatchObject([{ type: 'organizations.organization.dissolved.v1', data: { hostId: 'org_host' } }]);
  });
});

describe('a merger', () => {
  test('needs an active successor of the same kind that does not lie below', () => {
    for (const wrong of [
      city,
      { ...successor, status: 'SUSPENDED' as const },
      { ...successor, status: 'MERGED' as const },
    ])
      expect(() => dissolve(active(), { ...merger, successor: wrong }, today)).toThrow('same kind');
    expect(() => dissolve(active(), { ...merger, isSuccessorBelow: true }, today)).toThrow('lies below');
    for (const missing of [null, active()])
      expect(() => dissolve(active(), { ...merger, successor: missing }, today)).toThrow('no such successor');
    expect(dissolve(active(), merger, today).next).toMatchObject({
      status: 'MERGED',
      successorId: 'org_other',
      childrenToMove: true,
    });
  });

  test('needs a document when organizations below go to the successor', () => {
    const children = { ...merger, childrenInUse: 2, childrenAlive: 3 };
    expect(() => dissolve(active(), children, today)).toThrow(
      expect.objectContaining({ code: 'VALIDATION_FAILED', inputPath: ['documentNo'] }),
    );
    expect(dissolve(active(), { ...children, documentNo: '5号' }, today).next.endDocumentNo).toBe('5号');
  });

  test('gives the organizations below to the successor, and their earlier parent goes to the history', () => {
    const merged = { _id: city._id, dissolvedOn: '2021-05-30', endDocumentNo: '5号' };
    const { next, events } = moveToSuccessor(draft, merged, 'org_other');
    expect(next).toMatchObject({
      parentId: 'org_other',
      regionCode: draft.regionCode,
      placeHistory: [{ parentId: city._id, until: '2021-05-30', documentNo: '5号' }],
    });
    expect(events).toMatchObject([
      {
        type: 'organizations.organization.changed.v1',
        data: { parentId: 'org_other', before: { parentId: city._id } },
      },
    ]);
  });
});
