import { z } from 'zod'
import type { NumberedNarrowings } from '../../../schedule/takedowns/narrowings.ts'
import { keys } from '../../../snapshot/format.ts'
import { verify } from '../../../snapshot/signed.ts'
import type { LiveReader } from '../../announce/live-region.ts'

/** Backups that are older are restored with a person's word alone. */
const KEPT_SECONDS = 400 * 86_400
const BYTES_MAX = 24 * 1024 * 1024

const archived = z.object({
  number: z.int(),
  at: z.number(),
  narrowings: z.array(
    z.object({
      target: z.templateLiteral([z.enum(['ast_', 'ttl_', 'cmp_']), z.string()]),
      territories: z.array(z.string()).nullable(),
      from: z.number().nullable(),
      until: z.number().nullable(),
    }),
  ),
})

/**
 * Keeps a change under its number, long after every snapshot knows of it: a store that is lost and restored from before
 * has records that do not say it. What narrows does not wait for this: a restore that misses one says so.
 */
export async function archiveChange({ sink, signer }: LiveReader, change: NumberedNarrowings): Promise<void> {
  const put = async () =>
    sink.put(keys.change(change.number), await signer.sign('journal', change), { lifetimeSeconds: KEPT_SECONDS })
  await put().catch(() =>
    console.error(JSON.stringify({ level: 'error', code: 'change-not-archived', number: change.number })),
  )
}

/** An archived change; null: it is not there, or we did not sign it. */
export async function archivedChange(reader: LiveReader, number: number): Promise<NumberedNarrowings | null> {
  const text = await reader.sink.getText(keys.change(number))
  if (text === null) return null
  const trust = { keys: reader.signer.publicKeys, bytesMax: BYTES_MAX, now: reader.now() }
  const checked = await verify('journal', text, trust)
  const parsed = 'payload' in checked ? archived.safeParse(checked.payload) : null
  return parsed?.success && parsed.data.number === number ? parsed.data : null
}
