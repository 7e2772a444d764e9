import type { ExperimentAnalysed } from '../../contracts/ops/answers/experiments/analysis.ts'
import { State } from '../frame/state.tsx'
import { chanceText, shareOrNone } from './figures.ts'

type Analysed = NonNullable<ExperimentAnalysed['analysis']>

/** Whether units were split as they were to be, before any lift is read. */
export function SplitHealth({ analysis: { srm, multipleExposure } }: { readonly analysis: Analysed }) {
  return (
    <>
      <p>
        <State tone={srm.state === 'ok' ? 'good' : 'bad'}>
          Sample ratio: {srm.state} (p {chanceText(srm.p)})
        </State>{' '}
        <small>whether the arms got the shares that they were to get; below 0.001 no comparison holds</small>
      </p>
      <p>
        <State tone={multipleExposure.state === 'ok' ? 'good' : 'bad'}>
          Met two arms: {shareOrNone(multipleExposure.share)}, {multipleExposure.state}
        </State>{' '}
        <small>such units are in no sum; above 1 % too many are missing</small>
      </p>
    </>
  )
}
