/** Members that several operations take: checked and brought to their stored form as everywhere else in Poterne. */
import { z } from 'zod';
import { parseEmailAddress } from '../domain/contact/email_address.js';
import { parseTelephone } from '../domain/contact/telephone.js';
import { parseBirthdate } from '../domain/federation/birthdate.js';
import { parseAllocataire } from '../domain/identifier/allocataire.js';
import { parseLogin } from '../domain/identifier/login.js';
import { parseNir } from '../domain/identifier/nir.js';
import { parseSiret } from '../domain/identifier/siret.js';

const words = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .regex(/^[^\p{Cc}]*\S[^\p{Cc}]*$/u, 'control characters, or nothing but spaces');

/** A text that a reader of the domain brings to its stored form, or refuses with a reason. */
function read<Stored>(
  schema: z.ZodString,
  reader: (
    typed: string,
  ) => { readonly ok: true; readonly stored: Stored } | { readonly ok: false; readonly reason: string },
) {
  return schema.transform((typed, context) => {
    const parsed = reader(typed);
    if (parsed.ok) return parsed.stored;
    context.addIssue({ code: 'custom', message: parsed.reason });
    return z.NEVER;
  });
}

export const nirField = read(
  z.string().max(40).describe('Social-security number: 13 characters, or 15 with its key'),
  (typed) => {
    const parsed = parseNir(typed);
    return parsed.ok ? { ok: true, stored: parsed.nir } : parsed;
  },
);

export const allocataireField = read(
  z.string().max(40).describe('Allocataire number (matricule): 7 digits'),
  (typed) => {
    const parsed = parseAllocataire(typed);
    return parsed.ok ? { ok: true, stored: parsed.allocataire } : parsed;
  },
);

export const siretField = read(z.string().max(40).describe('SIRET of the establishment: 14 digits'), (typed) => {
  const parsed = parseSiret(typed);
  return parsed.ok ? { ok: true, stored: parsed.siret } : parsed;
});

export const loginField = read(
  z.string().max(100).describe('Login: 3 to 64 letters without accents, digits and . _ - @'),
  (typed) => {
    const parsed = parseLogin(typed);
    return parsed.ok ? { ok: true, stored: parsed.login } : parsed;
  },
);

export const organisationNameField = words(100).describe('As people of the organisation know it');

export const cafField = z
  .string()
  .regex(/^\d{3}$/)
  .describe('Three digits of the Caf that manages the file');

export const localeField = z.enum(['fr', 'en']).describe('Language of letters and messages');

export const addressField = z
  .strictObject({
    lines: z.array(words(38)).min(1).max(4).describe('Below the name, as on an envelope (NF Z 10-011: 38 characters)'),
    postcode: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 -]{1,9}$/),
    city: words(38),
    country: words(38).nullable().default(null).describe('null: France'),
  })
  .describe('Postal address');

export const contactField = z
  .strictObject({
    kind: z.enum(['email', 'mobile', 'landline']),
    value: z
      .string()
      .min(1)
      .max(320)
      .describe('An e-mail address, or a telephone number as dialled in France or with its country code'),
  })
  .transform(({ kind, value }, context) => {
    const refuse = (reason: string) => {
      context.addIssue({ code: 'custom', message: reason, path: ['value'] });
      return z.NEVER;
    };
    if (kind === 'email') {
      const email = parseEmailAddress(value);
      return email.ok ? { kind, value: email.address } : refuse(email.reason);
    }
    const telephone = parseTelephone(value);
    if (!telephone.ok) return refuse(telephone.reason);
    if (telephone.line !== kind && telephone.line !== 'foreign') return refuse(`is a ${telephone.line}`);
    return { kind, value: telephone.number };
  });

export const familyNameField = words(100).describe('Birth name');
export const givenNamesField = z.array(words(100)).min(1).max(10);
export const birthdateField = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine((text) => parseBirthdate(text) !== undefined, 'no such date')
  .describe('YYYY-MM-DD; an unknown day, or month and day, are 00');

export const identityField = z
  .strictObject({
    family_name: familyNameField,
    given_names: givenNamesField,
    gender: z.enum(['male', 'female', 'unspecified']),
    birthdate: birthdateField,
    birthplace: z
      .string()
      .regex(/^(?:2[AB]|\d{2})\d{3}$/)
      .nullable()
      .default(null)
      .describe('COG code of the commune; null when born abroad'),
    birthcountry: z
      .string()
      .regex(/^99\d{3}$/)
      .nullable()
      .default(null)
      .describe('COG code of the country, France 99100'),
  })
  .describe('Civil identity');

export const wayField = z
  .enum(['sms', 'letter', 'best'])
  .default('best')
  .describe('sms: to a verified mobile; letter: to the postal address; best: sms where there is a mobile');

export const accountField = z.uuid().describe('The account: internal to Poterne and its back office');

/** What every change of a file answers. */
export const changedAnswer = z.object({
  account: accountField,
  provisional_password: z.enum(['sms', 'letter']).optional().describe('How the provisional password leaves'),
});
