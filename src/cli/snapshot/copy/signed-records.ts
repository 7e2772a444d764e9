import { decodeJwt } from 'jose'
import { z } from 'zod'
import type { SignedRecords } from '../../../contracts/ops/answers/snapshots.ts'
import type { RegionId } from '../../../model/nouns/region.ts'
import { type AnnouncedKind, readAnnounced } from '../../../snapshot/announced-record.ts'
import { isReadable } from '../../../snapshot/format.ts'
import type { PointerPayload } from '../../../snapshot/pointer.ts'
import type { TakedownsPayload } from '../../../snapshot/takedowns/payload.ts'
import { Refusal } from '../../frame/refusal.ts'

/** A signed record: its exact text, and the number that decides which of two is the newer. */
export interface SignedRecord {
  readonly text: string
  readonly sequence: number
}

/** The verified records that a region announces. */
export interface AnnouncedThere {
  readonly pointer: SignedRecord
  readonly takedowns: SignedRecord
  readonly payload: PointerPayload
  /** The payload of the takedown list. */
  readonly list: TakedownsPayload
}

/** Verifies the signed records of a deployment with the key that they name, so that no damaged record is copied. */
export async function announcedBy(region: RegionId, signed: SignedRecords, now: number): Promise<AnnouncedThere> {
  const pointer = await opened('pointer', region, signed, now)
  const takedowns = await opened('takedowns', region, signed, now)
  return {
    pointer: pointer.record,
    takedowns: takedowns.record,
    payload: pointer.payload,
    list: takedowns.payload,
  }
}

async function opened<Kind extends AnnouncedKind>(kind: Kind, region: RegionId, signed: SignedRecords, now: number) {
  const text = signed[kind]
  if (text === null) throw new Refusal(`region ${region} announces nothing yet`, `ff publish --region ${region}`)
  const read = await readAnnounced(kind, region, text, { keys: signed.publicKeys, now })
  if ('refused' in read || !isReadable(kind, read.payload.format)) {
    const isOther = !('refused' in read) || read.refused === 'schema' || read.refused === 'region'
    const why = isOther ? 'not what this release reads' : read.refused
    throw new Refusal(`the ${kind} of ${region} cannot be copied (${why})`, 'is this the release that published it?')
  }
  return { record: { text, sequence: read.payload.sequence }, payload: read.payload }
}

const numbered = z.looseObject({ sequence: z.int().min(1) })

/** What a target announces, without a check of the signature: that is the task of its edges. Null: nothing. */
export function announcedThere(
  key: string,
  text: string | null,
): (SignedRecord & { readonly payload: unknown }) | null {
  if (text === null) return null
  try {
    const payload = decodeJwt(text)
    return { text, sequence: numbered.parse(payload).sequence, payload }
  } catch {
    const fix = 'run the same command again; if it stays so, check the namespace: something else is stored there'
    throw new Refusal(`${key} of the target is not a signed record`, fix)
  }
}

/** Whether our record must be written to the target: only if it is newer than the target's own. */
export function isNewer(key: string, ours: SignedRecord, there: SignedRecord | null): boolean {
  if (there === null || there.sequence < ours.sequence) return true
  if (there.text === ours.text) return false
  const fix =
    'edges accept only greater numbers: publish here until ours is greater, or copy from the deployment of the target'
  throw new Refusal(`${key} of the target has sequence ${there.sequence}, and ours has ${ours.sequence}`, fix)
}
