import { z } from 'zod'
import { feedAnswer } from '../../contracts/ops/answers/feeds.ts'
import { feedId, feedSettings } from '../../model/feeds/feed-settings.ts'
import { FEED_FORMAT_NAMES } from '../../model/messages/feed-formats.ts'
import { readJsonFile } from '../frame/json-file.ts'
import { answer, plain } from '../frame/output.ts'
import { EXIT, Refusal, UsageError } from '../frame/refusal.ts'
import { matching } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { type OpsClient, openOps } from '../ops/ops-client.ts'
import { OpsRefusal } from '../ops/ops-refusal.ts'

const named = z.looseObject({
  id: z.string().optional(),
  feed: z.string().optional(),
  revision: z.int().min(1).optional(),
})

/** What `feeds show` tells beside the settings. */
const TOLD = Object.keys(feedAnswer.shape).filter((name) => !(name in feedSettings.shape))

/** Sets a feed up, or changes its settings. */
export const feedsSet = defineVerb({
  name: 'feeds set',
  description:
    'Set a feed up, or change its settings, from a file of JSON, which needs "id", "owner", "territories" and "format" ' +
    `(${FEED_FORMAT_NAMES.join(', ')}); src/cli/feeds/README.md has all settings`,
  example: 'feeds set northlight.json',
  args: {
    file: {
      type: 'positional',
      required: true,
      description: 'The settings with the id, as feeds show --json writes them; - reads stdin',
    },
  },
  run: async (args, shell) => {
    const content = named.safeParse(await readJsonFile(shell, args.file))
    const given = content.data?.id ?? content.data?.feed
    if (!content.success || given === undefined) {
      throw new UsageError('FILE has no "id"', 'like {"id": "northlight", "format": "mrss", "owner": "…", …}')
    }
    const id = matching('the "id" in FILE', given, feedId)
    const settings = Object.entries(content.data).filter(([name]) => name !== 'id' && !TOLD.includes(name))
    const ops = await openOps(shell)
    const revision = content.data.revision ?? (await revisionOf(ops, id))
    const body = await ops.setFeed(id, Object.fromEntries(settings), revision).catch(lookAgain(id))
    const next = body.url === null ? `to send it: ff ingest FILE --feed ${id}` : `to fetch it now: ff feeds pull ${id}`
    answer(shell, body, [`${plain(body.feed)} is set, at revision ${body.revision}; ${next}`])
    return EXIT.done
  },
})

/** What to do when somebody else has changed the settings since they were read. */
const lookAgain = (id: string) => (error: unknown) => {
  if (!(error instanceof OpsRefusal) || error.problem.status !== 412) throw error
  const hint = `ff feeds show ${id} --json > ${id}.json, edit that, and set it again`
  throw new Refusal(`the settings of ${id} were changed meanwhile, and nothing was overwritten`, hint)
}

/** The revision of a feed that is there; null: there is none yet. */
async function revisionOf(ops: OpsClient, id: string): Promise<number | null> {
  try {
    return (await ops.feed(id)).revision
  } catch (error) {
    if (error instanceof OpsRefusal && error.problem.status === 404) return null
    throw error
  }
}
