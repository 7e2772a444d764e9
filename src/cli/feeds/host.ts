import { feedId } from '../../model/feeds/feed-settings.ts'
import { mediaOrigin } from '../../model/fields/media-origin.ts'
import { answer, plain, table } from '../frame/output.ts'
import { EXIT, UsageError } from '../frame/refusal.ts'
import { matching } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'

/** Moves the files of an alias to another origin, or tells where they are. */
export const feedsHost = defineVerb({
  name: 'feeds host',
  description: 'Move the media behind an alias to another CDN, with the next weights; alone: where all of them are',
  example: 'feeds host northlight https://backup.northlight.example',
  args: {
    alias: { type: 'positional', required: false, description: 'Alias in stored URLs: northlight of /@northlight/…' },
    origin: { type: 'positional', required: false, description: 'https origin, without a path' },
  },
  run: async (args, shell) => {
    const ops = await openOps(shell)
    if (args.alias === undefined) {
      const { hosts } = await ops.hosts()
      const rows = hosts.map(({ alias, origin }) => [alias, origin].map(plain))
      answer(shell, { hosts }, rows.length > 0 ? table(['alias', 'origin'], rows) : ['no alias has an origin yet'])
      return EXIT.done
    }
    if (args.origin === undefined) throw new UsageError('ORIGIN is missing', 'like https://backup.northlight.example')
    const alias = matching('ALIAS', args.alias, feedId)
    const body = await ops.setHost(alias, matching('ORIGIN', args.origin, mediaOrigin))
    const before = body.before === null ? 'it had none' : `before: ${plain(body.before)}`
    answer(shell, body, [`${alias} is at ${plain(body.origin)} with the next weights, in some five minutes; ${before}`])
    return EXIT.done
  },
})
