import { z } from 'zod'
import type { NumberedNarrowings } from '../../../schedule/takedowns/narrowings.ts'
import { keys } from '../../../snapshot/format.ts'
import { verify } from '../../../snapshot/signed.ts'
import type { LiveReader } from '../../announce/live-region.ts'

/** How long a narrowing is kept. An older backup can only be restored with `unchecked`. */
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
 * Archives a narrowing under its number, long after every snapshot knows of it: records of a store that is restored
 * from an old backup do not contain it. Narrowing does not wait for the archive; a restore that misses an entry reports
 * it.
 */
export async function archiveChange({ sink, signer }: LiveReader, change: NumberedNarrowings): Promise<void> {
  const put = async () =>
    sink.put(keys.change(change.number), await signer.sign('journal', change), { lifetimeSeconds: KEPT_SECONDS })
  await put().catch(() =>
    console.error(JSON.stringify({ level: 'error', code: 'change-not-archived', number: change.number })),
  )
}

/** An archived narrowing; null: it is missing, or was not signed by us. */
export async function archivedChange(reader: LiveReader, number: number): Promise<NumberedNarrowings | null> {
  const text = await reader.sink.getText(keys.change(number))
  if (text === null) return null
  const trust = { keys: reader.signer.publicKeys, bytesMax: BYTES_MAX, now: reader.now() }
  const checked = await verify('journal', text, trust)
  const parsed = 'payload' in checked ? archived.safeParse(checked.payload) : null
  return parsed?.success && parsed.data.number === number ? parsed.data : null
}
