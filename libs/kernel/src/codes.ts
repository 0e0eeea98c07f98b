import { DomainError } from './domain-error.ts';
import { say } from './messages.ts';

/** The 62 disciplines of the first level in GB/T 13745-2009. */
const disciplines = new Set(
  `110 120 130 140 150 160 170 180 190 210 220 230 240 310 320 330 340 350 360 410 413 416 420 430 440 450 460 470 480
   490 510 520 530 535 540 550 560 570 580 590 610 620 630 710 720 730 740 750 760 770 780 790 810 820 830 840 850 860
   870 880 890 910`.split(/\s+/),
);

/** The sections of GB/T 4754-2017, each with its first and last division. */
const sections: Readonly<Record<string, readonly [from: number, to: number]>> = {
  A: [1, 5],
  B: [6, 12],
  C: [13, 43],
  D: [44, 46],
  E: [47, 50],
  F: [51, 52],
  G: [53, 60],
  H: [61, 62],
  I: [63, 65],
  J: [66, 69],
  K: [70, 70],
  L: [71, 72],
  M: [73, 75],
  N: [76, 79],
  O: [80, 82],
  P: [83, 83],
  Q: [84, 85],
  R: [86, 90],
  S: [91, 96],
  T: [97, 97],
};

const codesMax = 20;

/** Whether the text is a code of GB/T 13745-2009 by its form: 3, 5 or 7 digits that begin with a discipline. */
export function isSubjectCode(code: string): boolean {
  return /^\d{3}(\d{2}){0,2}$/.test(code) && disciplines.has(code.slice(0, 3));
}

/**
 * Whether the text is a code of GB/T 4754-2017 by its form: the letter of the section, and then the digits of a division
 * of this section ("A03"), of a group ("A039") or of a class ("A0392").
 */
export function isIndustryCode(code: string): boolean {
  const range = sections[code.charAt(0)];
  if (!range || !/^[A-T](\d{2}\d{0,2})?$/.test(code)) return false;
  const division = Number(code.slice(1, 3));
  return code.length === 1 || (division >= range[0] && division <= range[1]);
}

/** At most 20 different codes of subjects; none for null or an absent value. @throws VALIDATION_FAILED. */
export function requireSubjectCodes(codes: readonly string[] | null | undefined, path: string): string[] {
  return requireCodes(codes, path, isSubjectCode, 'GB/T 13745 (3, 5 or 7 digits)');
}

/** At most 20 different codes of industries; none for null or an absent value. @throws VALIDATION_FAILED. */
export function requireIndustryCodes(codes: readonly string[] | null | undefined, path: string): string[] {
  return requireCodes(codes, path, isIndustryCode, 'GB/T 4754 (such as A0392)');
}

function requireCodes(
  codes: readonly string[] | null | undefined,
  path: string,
  isCode: (code: string) => boolean,
  standard: string,
): string[] {
  const given = [...new Set(codes ?? [])];
  if (given.length > codesMax)
    throw new DomainError('VALIDATION_FAILED', say`"${path}" may have at most ${codesMax} codes.`, [path]);
  if (!given.every(isCode))
    throw new DomainError('VALIDATION_FAILED', say`Each code in "${path}" must be one of ${standard}.`, [path]);
  return given;
}

/**
 * A unified social credit code (统一社会信用代码, GB 32100-2015) with its check character, in capitals. @throws
 * VALIDATION_FAILED.
 */
export function requireCreditCode(code: string, path: string): string {
  const upper = code.trim().toUpperCase();
  const values = [...upper].map((character) => creditAlphabet.indexOf(character));
  const isForm = values.length === 18 && values.every((value) => value >= 0);
  const sum = values.slice(0, 17).reduce((total, value, index) => total + value * (3 ** index % 31), 0);
  if (!isForm || values[17] !== (31 - (sum % 31)) % 31)
    throw new DomainError(
      'VALIDATION_FAILED',
      say`"${path}" must be a unified social credit code (统一社会信用代码): 18 characters, the last of which is the check character.`,
      [path],
    );
  return upper;
}

/** The characters of a credit code, without I, O, S, V and Z. The position is the value. */
const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
