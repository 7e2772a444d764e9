import { ageElsewhere } from '../../model/nouns/age.ts'
import { servedExperimentsRevision } from '../../schedule/experiments/experiment-store.ts'
import { noteAnnounced } from '../../schedule/feeds/stores/servable.ts'
import { readServing } from '../../schedule/learned/serving-runs.ts'
import { readGraces } from '../../schedule/pacing/keep-pacing.ts'
import { readCompiledNote, writeCompiledNote } from '../../schedule/publishing/compiled-note.ts'
import { readRevision } from '../../schedule/store/read-documents.ts'
import type { PointerPayload } from '../../snapshot/pointer.ts'
import type { PublisherContext } from '../publisher-context.ts'
import type { Prepared } from './prepare.ts'
import type { LockedRegion } from './region-lock.ts'

/**
 * Some inputs change with time alone (assets added lately, records that ended long ago), so the schedule is read again
 * after this.
 */
const READ_AGAIN_MS = 3_600_000

/** Whether the live snapshot was compiled from the current schedule, experiments, learned run and rules. */
export async function unchangedSince(publisher: PublisherContext, live: PointerPayload): Promise<boolean> {
  const { redis, rules } = publisher
  const note = await readCompiledNote(redis, live.region)
  if (note === null || note.snapshot !== live.snapshot || note.rules !== rules.version) return false
  if (ageElsewhere(note.at, publisher.now()) >= READ_AGAIN_MS) return false
  const [revision, graces, serving, experiments] = await Promise.all([
    readRevision(redis),
    readGraces(redis),
    readServing(redis, live.region),
    servedExperimentsRevision(redis),
  ])
  if (revision !== note.revision || graces.join(' ') !== note.graces || experiments !== note.experiments) return false
  return (serving?.run ?? '') === note.learned
}

/** Notes that what is live differs from what was compiled by its weights alone; if that is lost, the schedule is read. */
export async function carryNote(
  { redis }: PublisherContext,
  before: Pick<PointerPayload, 'region' | 'snapshot'>,
  snapshot: string,
): Promise<void> {
  const carry = async () => {
    const note = await readCompiledNote(redis, before.region)
    if (note?.snapshot === before.snapshot) await writeCompiledNote(redis, before.region, { ...note, snapshot })
  }
  await carry().catch(() =>
    console.error(JSON.stringify({ level: 'error', code: 'compiled-not-noted', region: before.region })),
  )
}

/**
 * Notes what was compiled; if the note is lost, the schedule is only read once more.
 *
 * @param announcedAs the sequence under which all viewers get it; null: not all of them do
 */
export async function noteCompiled(
  publisher: PublisherContext,
  { region }: LockedRegion,
  { content, revision, graces, learned, experimentsRevision }: Prepared,
  announcedAs: number | null,
): Promise<void> {
  // Only the freshness of feeds is computed from it.
  if (announcedAs !== null) {
    const live = { revision, sequence: announcedAs, at: publisher.now() }
    await noteAnnounced(publisher.redis, region, live).catch(() => undefined)
  }
  const note = {
    snapshot: content.snapshot,
    revision,
    graces: graces.join(' '),
    learned: learned ?? '',
    experiments: experimentsRevision,
    rules: content.rules,
    at: publisher.now(),
  }
  await writeCompiledNote(publisher.redis, region, note).catch(() =>
    console.error(JSON.stringify({ level: 'error', code: 'compiled-not-noted', region })),
  )
}
