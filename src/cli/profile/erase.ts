import { viewerSubject } from '../../contracts/ops/requests/viewing.ts'
import { answer } from '../frame/output.ts'
import { EXIT } from '../frame/refusal.ts'
import { matching } from '../frame/values.ts'
import { defineVerb } from '../frame/verb.ts'
import { openOps } from '../ops/ops-client.ts'

/** Erases everything that is kept of a viewer. No log has their subject. */
export const profileErase = defineVerb({
  name: 'profile erase',
  description: 'Erase everything that is kept of a viewer: profile, showings, and their events in the sink',
  example: 'profile erase a-7f31 --reason "asked by letter"',
  args: {
    sub: { type: 'positional', required: true, description: 'The subject of their viewer tokens' },
    reason: {
      type: 'string',
      required: true,
      description: 'Why, without the viewer; kept in the audit log',
      valueHint: 'text',
    },
  },
  run: async (args, shell) => {
    const subject = matching('SUB', args.sub, viewerSubject)
    await (await openOps(shell)).eraseViewer(subject, args.reason)
    answer(shell, { erased: true }, [
      'erased; a device that carries the profile forgets it within 15 minutes, and events of earlier decisions do not bring it back',
    ])
    return EXIT.done
  },
})
