import type { ExperimentShown } from '../../../contracts/ops/answers/experiments/experiments.ts'
import type { ConsolePage } from '../../page.ts'
import { shareText } from '../figures.ts'
import { AgainstMore } from '../refused-regions.tsx'
import { ActPage } from './act-page.tsx'
import { ArmChanges } from './arm-changes.tsx'
import { CoverageField } from './coverage-field.tsx'

/** What most begin with: little enough to do no harm. */
const FIRST_SHARE = 0.01

/** `/console/experiments/{key}/start`: who would get what, then the act. */
export const startExperimentPage: ConsolePage = {
  path: '/console/experiments/:key/start',
  section: 'experiments',
  parameters: [],
  show: async ({ path, ask, me, now }) => {
    const shown = await ask.get<ExperimentShown>(`experiments/${encodeURIComponent(path('key'))}`)
    const isDraft = shown.state === 'draft'
    // A start with fewer than a step that has passed is refused.
    const due = shown.experiment.ramp.filter(({ at }) => Date.parse(at) <= now).at(-1)?.coverage ?? 0
    const from = Math.max(FIRST_SHARE, due)
    return {
      title: `Start ${shown.key}`,
      body: (
        <ActPage
          {...{ shown, me, verb: 'start', action: 'experiment.run' }}
          head="Start an experiment"
          button="Start it"
          isRefused={shown.against !== null}
          effect={
            isDraft ? (
              <>
                <p>
                  From the next publish on, within five minutes, {shareText(from)} of all units, or as many as you say,
                  are drawn into its {shown.experiment.variations.length} arms. All others keep what they have. Its arms
                  and parameters are locked from then on.
                </p>
                {due > FIRST_SHARE && (
                  <p>
                    A step of its ramp has passed, by which {shareText(due)} take part: start with as many, or put its
                    steps later.
                  </p>
                )}
                <ArmChanges shown={shown} />
                <AgainstMore shown={shown} />
              </>
            ) : (
              <p>It is {shown.state}: only a draft starts.</p>
            )
          }
          fields={isDraft ? <CoverageField from={from} least={0} /> : null}
        />
      ),
    }
  },
}
