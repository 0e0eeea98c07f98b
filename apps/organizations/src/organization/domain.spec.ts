import { expect, test } from '@jest/globals';
import { DomainError } from '@kexie/kernel';
import type { Decision } from '@kexie/service';
import fc from 'fast-check';
import { assembly, city, draft, enterprise, roster, term, today } from '../../test/examples.ts';
import { dissolve } from '../dissolution/domain.ts';
import { approve, file, holdAssembly, resubmit, returnOrReject } from '../founding/domain.ts';
import { rename } from '../name/domain.ts';
import { type Organization, isAlive } from './domain.ts';
import {
  assignInstructor,
  endInstruction,
  endParty,
  establishParty,
  instructionOn,
  partiesOn,
  partyKindsOf,
} from '../party/domain.ts';
import { move } from '../place/domain.ts';
import { appoint, holdingsOf, leave, postsOn } from '../post/domain.ts';
import { setStaffing } from '../staffing/domain.ts';
import { resume, suspend } from '../suspension/domain.ts';
import { checkTermOf, renewTerm } from '../term/domain.ts';

/** The diagram of the life cycle: the statuses that a command may lead to, by the status before it. */
const diagram: Record<Organization['status'], readonly Organization['status'][]> = {
  APPLIED: ['APPROVED', 'RETURNED', 'REJECTED'],
  RETURNED: ['APPLIED'],
  APPROVED: ['FOUNDED'],
  FOUNDED: ['ACTIVE'],
  ACTIVE: ['TERM_OVERDUE', 'SUSPENDED', 'DISSOLVED', 'MERGED'],
  TERM_OVERDUE: ['ACTIVE', 'SUSPENDED', 'DISSOLVED', 'MERGED'],
  SUSPENDED: ['ACTIVE', 'TERM_OVERDUE', 'DISSOLVED', 'MERGED'],
  DISSOLVED: [],
  MERGED: [],
  REJECTED: [],
};

test('no sequence of commands leaves the diagram, and each change of a status, name or place in use has its event', () => {
  const end = {
    reason: '企业注销',
    childrenInUse: 0,
    childrenAlive: 0,
    documentNo: null,
    isSuccessorBelow: false,
    hostedInUse: 0,
  };
  const decided = { reason: '按规定', documentNo: '1号' };
  const place = {
    parent: city,
    host: enterprise,
    region: { kind: 'DISTRICT', level: 'COUNTY' as const },
  };
  const parties = ['BRANCH', 'PARTY_COMMITTEE', 'FUNCTIONAL_GROUP'] as const;
  const someone = (day: string) => `per_${days(day) % 5}`;
  const days = (day: string) => Date.parse(day) / 86_400_000;
  type Command = (current: Organization, day: string) => Decision<Organization> | undefined;
  const commands: Record<string, Command> = {
    approve: (current, day) => approve(current, { documentNo: '1号', approvedOn: day }, day),
    sendBack: (current) => returnOrReject(current, 'RETURNED', '补充材料'),
    reject: (current) => returnOrReject(current, 'REJECTED', '不符合条件'),
    resubmit: (current) => resubmit(current, { charter: '章程', rosterPersonIds: roster }, []),
    found: (current, day) =>
      holdAssembly(
        current,
        {
          ...assembly,
          heldOn: day,
          term: { number: 1, startedOn: day, endsOn: `${Number(day.slice(0, 4)) + 2}-01-01` },
        },
        day,
      ),
    file: (current, day) => file(current, day, day),
    watch: (current, day) => checkTermOf(current, day),
    renew: (current, day) =>
      renewTerm(
        current,
        { number: (current.term?.number ?? 0) + 1, startedOn: day, endsOn: `${Number(day.slice(0, 4)) + 2}-01-01` },
        { chairPersonId: someone(day), secretaryPersonId: null, unknownPersonIds: [] },
        day,
      ),
    suspend: (current, day) => suspend(current, { ...decided, suspendedOn: day }, day),
    resume: (current, day) => resume(current, { ...decided, resumedOn: day }, day),
    rename: (current, day) => rename(current, { name: `${day}科协`, documentNo: '1号', renamedOn: day }, day),
    move: (current, day) =>
      move(
        current,
        { regionCode: current.regionCode === '450403' ? '450405' : '450403', documentNo: '1号', movedOn: day },
        { ...place, childrenOutside: 0 },
        day,
      ),
    appoint: (current, day) =>
      appoint(
        current,
        { post: days(day) % 2 === 0 ? 'CHAIR' : 'VICE_CHAIR', personId: someone(day), since: day, documentNo: null },
        { isKnown: true, today: day },
      ),
    leave: (current, day) => {
      const [first] = postsOn(current);
      return leave(current, { post: 'CHAIR', personId: first?.personId ?? '', until: day, reason: '调动' }, day);
    },
    setStaffing: (current, day) =>
      setStaffing(
        current,
        { authorizedPosts: null, fullTimeStaff: 1, partTimeStaff: 0, asOf: day, correctionReason: null },
        day,
      ),
    establishParty: (current, day) =>
      establishParty(
        current,
        {
          kind: parties[days(day) % parties.length] ?? 'BRANCH',
          name: '党组织',
          establishedOn: day,
          documentNo: '1号',
          partnerIds: [],
        },
        { partners: [], today: day },
      ),
    endParty: (current, day) =>
      endParty(current, { kind: partyKindsOf(current)[0] ?? 'NONE', endedOn: day, ...decided }, day),
    assignInstructor: (current, day) =>
      assignInstructor(current, { personId: 'per_1', from: day, documentNo: '1号' }, { isKnown: true, today: day }),
    endInstruction: (current, day) => endInstruction(current, { until: day, reason: '调动' }, day),
    dissolve: (current, day) =>
      dissolve(current, { ...end, dissolvedOn: day, successor: null, wantsSuccessor: false }, day),
    merge: (current, day) =>
      dissolve(
        current,
        {
          ...end,
          dissolvedOn: day,
          successor: { ...current, _id: 'org_other', status: 'ACTIVE' },
          wantsSuccessor: true,
        },
        day,
      ),
  };
  const founding: readonly Organization['status'][] = ['APPLIED', 'RETURNED', 'APPROVED', 'FOUNDED', 'REJECTED'];
  const ends = new Set(['reject', 'dissolve', 'merge']);
  const names = Object.keys(commands).map((value) => ({
    arbitrary: fc.constant(value),
    weight: ends.has(value) ? 1 : 8,
  }));
  const step = fc.tuple(fc.oneof(...names), fc.integer({ min: 0, max: 500 }));
  const start = fc.constantFrom<Organization>(draft, { ...draft, status: 'ACTIVE', term, foundedOn: '2021-05-20' });
  fc.assert(
    fc.property(start, fc.array(step, { minLength: 10, maxLength: 60, size: 'max' }), (first, steps) => {
      let [current, time] = [first, Date.parse(today)];
      for (const [name, days] of steps) {
        time += days * 86_400_000;
        const decision = attempted(() => commands[name]?.(current, new Date(time).toISOString().slice(0, 10)));
        if (!decision) continue;
        const { next, events } = decision;
        const isMoved = next.name !== current.name || next.regionCode !== current.regionCode;
        expect(isAlive(current)).toBe(true);
        if (next.status !== current.status) expect(diagram[current.status]).toContain(next.status);
        if (!founding.includes(next.status) && (isMoved || next.status !== current.status))
          expect(events.length).toBeGreaterThan(0);
        const lasting = (next.suspensions ?? []).filter(({ to }) => to === null);
        expect(lasting).toHaveLength(next.status === 'SUSPENDED' ? 1 : 0);
        for (const { from, to } of next.suspensions ?? []) expect(to === null || from <= to).toBe(true);
        const present = partiesOn(next);
        expect(new Set(present.map(({ kind }) => kind)).size).toBe(present.length);
        expect(next.partyInstructions.filter(({ until }) => until === null).length).toBeLessThanOrEqual(
          present.length === 0 ? 1 : 0,
        );
        const terms = [...(next.termHistory ?? []), ...(next.term ? [next.term] : [])];
        for (const [index, { number, startedOn }] of terms.entries()) {
          const before = terms[index - 1];
          expect(before === undefined || (before.number < number && before.startedOn < startedOn)).toBe(true);
        }
        const [holdings, held] = [holdingsOf(next), postsOn(next)];
        expect(held.filter(({ post }) => post === 'CHAIR').length).toBeLessThanOrEqual(1);
        for (const { from, until } of holdings) expect(until === null || from <= until).toBe(true);
        if (!isAlive(next) && next.status !== 'REJECTED')
          expect([present, instructionOn(next), held]).toEqual([[], undefined, []]);
        current = next;
      }
    }),
    { numRuns: 300 },
  );
});

/** The decision of a rule, or undefined when it refuses. */
function attempted(decide: () => Decision<Organization> | undefined): Decision<Organization> | undefined {
  try {
    return decide();
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}
