import type { ExperimentShown } from '../../../contracts/ops/answers/experiments/experiments.ts'
import type { ConsolePage } from '../../page.ts'
import { shareText } from '../figures.ts'
import { ActPage } from './act-page.tsx'

/** `/console/experiments/{key}/stop`: what everybody goes back to, then the act. */
export const stopExperimentPage: ConsolePage = {
  path: '/console/experiments/:key/stop',
  section: 'experiments',
  parameters: [],
  show: async ({ path, ask, me }) => {
    const shown = await ask.get<ExperimentShown>(`experiments/${encodeURIComponent(path('key'))}`)
    const { state } = shown
    const isOpen = state === 'draft' || state === 'running'
    return {
      title: `Stop ${shown.key}`,
      body: (
        <ActPage
          {...{ shown, me, verb: 'stop', action: 'experiment.run' }}
          head="Stop an experiment without a winner"
          button={state === 'draft' ? 'Give it up' : 'Stop it'}
          look="danger"
          effect={<p>{effectWords(shown)}</p>}
          fields={isOpen ? '' : null}
        />
      ),
    }
  },
}

function effectWords({ state, coverage, key }: ExperimentShown): string {
  if (state === 'draft') return `The draft is given up. It cannot be started any more; ${key} stays in the list.`
  if (state !== 'running') return `It is ${state} already: there is nothing to stop.`
  return `From the next publish on, within five minutes, the ${shareText(coverage)} of all units that take part get what the rules have, like everybody else. It ends without a winner and cannot go on: what is tried next has a key of its own. Its results stay.`
}
