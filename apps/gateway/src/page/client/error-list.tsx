import type { Fault } from './answer.ts';

/** The errors of a response, each with message, code and path. Every view shows them beside the data. */
export function ErrorList({ title, faults }: { title: string; faults: readonly Fault[] }) {
  if (faults.length === 0) return null;
  const leftOut = faults.length - faultsShownMax;
  return (
    <details className="errors" open>
      <summary>{title}</summary>
      <ul tabIndex={0} aria-label={title}>
        {faults.slice(0, faultsShownMax).map(({ message, code, place }, index) => (
          <li key={index}>
            {message}
            {code && (
              <>
                {' '}
                <code>{code}</code>
              </>
            )}
            {place && (
              <>
                {' '}
                <span className="place">{place}</span>
              </>
            )}
          </li>
        ))}
        {leftOut > 0 && <li>{leftOut.toLocaleString('en')} more are in the JSON.</li>}
      </ul>
    </details>
  );
}

const faultsShownMax = 500;
