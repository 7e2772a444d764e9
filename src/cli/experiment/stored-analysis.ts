import type { Analysis } from '../../experiment/analysis/analysis.ts'
import type { AnalysisOptions } from '../../experiment/analysis/analysis-options.ts'
import type { Moments } from '../../experiment/analysis/moments/moments.ts'
import { answer, plain, say } from '../frame/output.ts'
import { EXIT, type ExitCode } from '../frame/refusal.ts'
import type { Shell } from '../frame/shell.ts'
import { openOps } from '../ops/ops-client.ts'
import { analysisLines } from './analysis-lines.ts'

/** Tells what the publisher says of the last results of an experiment. */
export async function tellStored(key: string, shell: Shell, options: AnalysisOptions): Promise<ExitCode> {
  const found = await (await openOps(shell)).experimentAnalysis(key)
  if (found.analysis === null) {
    answer(shell, found, [
      `no results of ${plain(key)} have come: ff experiment analyze ${plain(key)} --events DIR --push`,
    ])
    return EXIT.done
  }
  // The contract has its words as text, so that later ones are shown as they are.
  const lines = analysisLines(found.analysis as Analysis, options, shell)
  answer(shell, found, [`results up to ${plain(found.day)}`, ...lines])
  return found.analysis.verdict === 'refused' ? EXIT.refused : EXIT.done
}

/** Brings moments in, up to the end of a day (UTC). */
export async function pushMoments(key: string, moments: Moments, day: string, shell: Shell): Promise<void> {
  const { held } = await (await openOps(shell)).measureExperiment(key, { day, moments })
  say(shell, `${plain(key)} has its results up to ${day}`)
  if (held !== null) say(shell, `ITS RAMP HAS STOPPED BY ITSELF: ${plain(held.reason)}`)
}
