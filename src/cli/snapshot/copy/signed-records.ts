import { decodeJwt } from 'jose'
import { z } from 'zod'
import type { RegionId } from '../../../model/nouns/region.ts'
import { POINTER_BYTES_MAX, SNAPSHOT_FORMAT } from '../../../snapshot/format.ts'
import { type PointerPayload, pointerPayload } from '../../../snapshot/pointer.ts'
import { verify } from '../../../snapshot/signed.ts'
import { TAKEDOWNS_BYTES_MAX } from '../../../snapshot/takedowns/limits.ts'
import { type TakedownsPayload, takedownsPayload } from '../../../snapshot/takedowns/payload.ts'
import { Refusal } from '../../frame/refusal.ts'
import type { SignedAnswer } from '../../ops/ops-answers.ts'

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

const KINDS = {
  pointer: { bytesMax: POINTER_BYTES_MAX, schema: pointerPayload },
  takedowns: { bytesMax: TAKEDOWNS_BYTES_MAX, schema: takedownsPayload },
} as const

/** Verifies the signed records of a deployment with the key that they name, so that no damaged record is copied. */
export async function announcedBy(region: RegionId, signed: SignedAnswer, now: number): Promise<AnnouncedThere> {
  const pointer = await opened('pointer', region, signed, now)
  const takedowns = await opened('takedowns', region, signed, now)
  const payload = pointerPayload.parse(pointer.payload)
  const list = takedownsPayload.parse(takedowns.payload)
  return { pointer: pointer.record, takedowns: takedowns.record, payload, list }
}

async function opened(kind: keyof typeof KINDS, region: RegionId, signed: SignedAnswer, now: number) {
  const text = signed[kind]
  if (text === null) throw new Refusal(`region ${region} announces nothing yet`, `ff publish --region ${region}`)
  const { bytesMax, schema } = KINDS[kind]
  const checked = await verify(kind, text, { keys: signed.publicKeys, bytesMax, now })
  const parsed = 'payload' in checked ? schema.safeParse(checked.payload) : null
  if (!parsed?.success || parsed.data.region !== region || parsed.data.format !== SNAPSHOT_FORMAT) {
    const why = 'refused' in checked ? checked.refused : 'not what this release reads'
    throw new Refusal(`the ${kind} of ${region} cannot be copied (${why})`, 'is this the release that published it?')
  }
  return { record: { text, sequence: parsed.data.sequence }, payload: parsed.data }
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
