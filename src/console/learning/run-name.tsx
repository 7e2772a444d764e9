import { runHref, shortRun } from './figures.ts'

/** The name of a run, which leads to it; null: there is none. */
export function RunName({ run, none = 'none' }: { readonly run: string | null; readonly none?: string }) {
  if (run === null) return <span class="dim">{none}</span>
  return (
    <a href={runHref(run)} title={run}>
      <code>{shortRun(run)}</code>
    </a>
  )
}
