import type { ExperimentList } from '../../../contracts/ops/answers/experiments/experiments.ts'

/** Experiments that cannot be read: what is wrong with each, and the command that takes it away. */
export function DamagedExperiments({ damaged }: Pick<ExperimentList, 'damaged'>) {
  return (
    <>
      {damaged.map(({ key, reason }) => (
        <p class="refusal" role="note">
          <b>
            <bdi class="name">{key}</bdi> is damaged:
          </b>{' '}
          {reason}. <code>{`npm run ff -- experiment remove ${key} --reason "…"`}</code>
        </p>
      ))}
    </>
  )
}
