/**
 * Pages fade into each other by the style sheet. A fade that is skipped or replaced, because somebody goes on meanwhile, is
 * nothing that failed: its promises are refused, and must not be told as errors.
 */
export function letFadesBeSkipped(): void {
  for (const moment of ['pageswap', 'pagereveal'] as const) {
    addEventListener(moment, ({ viewTransition }) => {
      if (viewTransition === null) return
      const { ready, finished, updateCallbackDone } = viewTransition
      for (const part of [ready, finished, updateCallbackDone]) part.catch(() => undefined)
    })
  }
}
