import { z } from 'zod'
import { localDate } from '../../model/fields/local-time.ts'
import { ANONYMIZER_PLACES, MINOR_PROTECTIONS, PART_PURPOSES } from '../../model/policies/place-policies.ts'
import { VERIFIED_WORDS } from '../../model/policies/watershed.ts'
import { ageYears, fileHeader, placeCode, territoryCode } from './file-header.ts'

/** How far the source of one row was checked, and the source. */
const rowHeader = { verified: z.enum(VERIFIED_WORDS), source: z.string().min(1) }

const groupName = z.string().regex(/^[a-z][a-z0-9-]*$/, 'a group of groups.json, like eu')

/** A place, or every member of a group. */
const placeSelector = z.string().regex(/^([A-Z]{2}(-[A-Z0-9]{1,3})?|@[a-z][a-z0-9-]*)$/, 'a place like US-CA, or @eea')

/** `embargo.json`: where nothing may be served. The operator's own data. */
export const embargoFile = z.strictObject({
  ...fileHeader,
  embargoes: z.array(
    z.strictObject({
      place: placeCode,
      reason: z.string().min(1),
      /** The day by which somebody has to confirm it; after it, the check of the rules fails. */
      reviewBy: localDate,
    }),
  ),
})

/** `policies/geo.json`: what a reported place is worth. */
export const geoFile = z.strictObject({
  ...fileHeader,
  /** Country codes that mean "unknown place". */
  unknown: z.array(z.string().max(2)),
  anonymizers: z.strictObject({ tor: z.enum(ANONYMIZER_PLACES), vpn: z.enum(ANONYMIZER_PLACES) }),
  /** Groups whose residents keep their home rights in each other. Only `verified: yes` counts: this widens. */
  portability: z.array(z.strictObject({ group: groupName, ...rowHeader })),
  /** Parts of countries that have something of their own, and what. */
  parts: z.array(
    z.strictObject({
      place: z.string().regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/, 'an ISO 3166-2 code like CA-QC'),
      name: z.string().min(1),
      for: z.array(z.enum(PART_PURPOSES)).min(1),
    }),
  ),
})

const consentAges = z.record(territoryCode, ageYears)

/** `policies/privacy.json`: consent, opt-out signals, and what protects minors. */
export const privacyFile = z.strictObject({
  ...fileHeader,
  /** From what age a viewer may consent alone to personalisation. */
  consentAge: z.strictObject({
    default: ageYears,
    verified: consentAges,
    /** Not confirmed: used only where above the default. */
    unverified: consentAges,
  }),
  /** Where `Sec-GPC: 1` is a binding opt-out. */
  globalPrivacyControl: z.array(z.strictObject({ place: placeCode, ...rowHeader })),
  minors: z.array(
    z.strictObject({
      places: z.array(placeSelector).min(1),
      below: ageYears,
      forbids: z.array(z.enum(MINOR_PROTECTIONS)).min(1),
      ...rowHeader,
    }),
  ),
})

export type EmbargoFile = z.infer<typeof embargoFile>
