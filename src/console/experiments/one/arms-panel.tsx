import type { ExperimentAnalysed } from '../../../contracts/ops/answers/experiments/analysis.ts'
import type { ExperimentShown } from '../../../contracts/ops/answers/experiments/experiments.ts'
import { grouped } from '../../learning/figures.ts'
import { chanceText, shareText, valueText } from '../figures.ts'

interface ArmsPanelProps {
  readonly shown: ExperimentShown
  readonly analysed: ExperimentAnalysed | null
}

/** Who is exposed to which arm, where that is uneven, and what each arm has beside the rules. */
export function ArmsPanel({ shown, analysed }: ArmsPanelProps) {
  const { experiment, owned } = shown
  const units = analysed?.series.at(-1)?.units ?? []
  const worst = analysed?.analysis?.srm.worst ?? null
  const all = units.reduce((sum, each) => sum + each, 0)
  const { variations, weights = [], meta = [] } = experiment
  const total = weights.reduce((sum, each) => sum + each, 0)
  return (
    <section class="panel scroll" aria-label="Arms" tabindex={0}>
      <h2>Who gets what</h2>
      <table class="stacks">
        <thead>
          <tr>
            <th scope="col">Arm</th>
            <th scope="col" class="right">
              Was to get
            </th>
            <th scope="col" class="right">
              Exposed units
            </th>
            {owned.map(({ path }) => (
              <th scope="col">
                <code>{path}</code>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">The rules</th>
            <td colspan={2}>
              <small>what everybody else has</small>
            </td>
            {owned.map(({ path, rule }) => (
              <td class="number" data-label={path}>
                {rule === null ? <small>in no rule file</small> : valueText(rule.before)}
              </td>
            ))}
          </tr>
          {variations.map(({ key, parameters }, index) => (
            <tr>
              <th scope="row">
                {key} {index === 0 && key !== 'control' && <small>control</small>}
                {meta[index]?.name !== undefined && (
                  <small>
                    {' '}
                    <bdi class="name">{meta[index].name}</bdi>
                  </small>
                )}
              </th>
              <td class="right number" data-label="Was to get">
                {shareText(total > 0 ? (weights[index] ?? 0) / total : 1 / variations.length)}
              </td>
              <td class="right number" data-label="Exposed units">
                {all === 0 ? '–' : `${grouped(units[index] ?? 0)} (${shareText((units[index] ?? 0) / all)})`}
              </td>
              {owned.map(({ path }) => (
                <td class="number" data-label={path}>
                  {path in parameters ? <b>{valueText(parameters[path])}</b> : <small>as the rules</small>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {worst !== null && (
        <p class="empty">
          The split is worst in{' '}
          <b>
            <bdi class="name">
              {Object.entries(worst.where)
                .map(([name, value]) => `${name} ${value}`)
                .join(', ')}
            </bdi>
          </b>
          : <span class="number">{worst.units.map(grouped).join(' : ')}</span> (p {chanceText(worst.p)}).
        </p>
      )}
    </section>
  )
}
