import type { RegionAnswer } from '../../../contracts/ops/answers/regions.ts'
import { mayDo, whoMay } from '../../frame/may-do.ts'
import { Refusal } from '../../frame/problem-page.tsx'
import type { ConsolePage } from '../../page.ts'
import { ActFrame } from './act-frame.tsx'
import { lookAhead } from './publish-ahead.tsx'

const HOUR_MS = 3_600_000
/** How many findings the ops API takes in one request. */
const FINDINGS_MAX = 50

/** `/console/regions/{r}/override`: asks a second person to let one publish pass in spite of chosen findings. */
export const overridePage: ConsolePage = {
  path: '/console/regions/:region/override',
  section: 'regions',
  parameters: [],
  show: async ({ path, ask, me, now }) => {
    const { region, lastRefusal } = await ask.get<RegionAnswer>(`regions/${path('region')}`)
    const title = `Ask for an override in ${region}`
    const ahead = await lookAhead(ask, me, region)
    const looked = ahead.kind === 'dry-run' && 'answer' in ahead.part ? ahead.part.answer : null
    const refusals = ((looked ?? lastRefusal)?.refusals ?? []).filter(({ overridable }) => overridable === true)
    const findings = refusals.flatMap(({ check, findings = [] }) => findings.map((finding) => ({ check, ...finding })))
    const may = mayDo(me, 'override.propose', [region])
    const shown = findings.slice(0, FINDINGS_MAX)
    return {
      title,
      body: (
        <ActFrame title={title} region={region}>
          {'refused' in ahead.part && <Refusal problem={ahead.part.refused} />}
          {shown.length === 0 ? (
            <p>A publish of {region} has no finding now that an override could pass.</p>
          ) : (
            <form
              class="fields"
              data-send="POST /ops/v1/overrides"
              data-then={`go /console/regions/${region}`}
              data-done="Asked for."
            >
              <p>
                A second person reads this. Their yes lets one publish pass in spite of exactly these findings, once,
                until the end below; any other finding still refuses it.
              </p>
              <input type="hidden" name="region" value={region} />
              <fieldset class="choices">
                <legend>Findings, as a publish would be refused for now</legend>
                {shown.map(({ check, text, code }) => (
                  <label class="choice">
                    <input
                      type="checkbox"
                      name="findings.+"
                      data-kind="json"
                      value={JSON.stringify({ check, finding: code })}
                      checked
                    />
                    <span>
                      <b>{check}</b> <bdi class="name">{text}</bdi> <code class="dim">{code}</code>
                    </span>
                  </label>
                ))}
              </fieldset>
              {findings.length > shown.length && (
                <p class="refusal">
                  {findings.length} findings are too many for one request; the first {FINDINGS_MAX} are here.
                </p>
              )}
              <label>
                Can be used until (UTC), at most 24 hours
                <input
                  type="datetime-local"
                  name="until"
                  data-kind="utc"
                  required
                  value={new Date(now + 4 * HOUR_MS).toISOString().slice(0, 16)}
                />
              </label>
              <label>
                Reason: the second person reads it
                <input name="reason" required maxlength={500} disabled={!may} autocomplete="off" />
              </label>
              <output role="alert"></output>
              <div class="acts">
                <button type="submit" class="act strong" disabled={!may}>
                  Ask a second person
                </button>
                {!may && <small>{whoMay(me, 'override.propose')} may.</small>}
              </div>
              <p class="dim">Pressing again is safe: while your request stands, asking for the same shows it again.</p>
            </form>
          )}
        </ActFrame>
      ),
    }
  },
}
