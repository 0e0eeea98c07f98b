import { useState } from 'react';
import { remaining, type Token } from './token.ts';

type Props = { token: Token; refusal: string | null; onUse: (text: string) => void };

/** The token: an input field while there is none, otherwise its subject and remaining lifetime. */
export function TokenField({ token, refusal, onUse }: Props) {
  const problem = token.state === 'valid' ? refusal : token.state === 'none' ? null : token.message;
  return (
    <section className="token" aria-label="Who is asking">
      {token.state === 'valid' ? (
        <Who token={token} refused={refusal !== null} onLeave={() => onUse('')} />
      ) : (
        <Entry onUse={onUse} />
      )}
      {problem && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

function Who({
  token,
  refused,
  onLeave,
}: {
  token: Extract<Token, { state: 'valid' | 'expired' }>;
  refused: boolean;
  onLeave: () => void;
}) {
  const { subject, roles, places, expiresAt } = token;
  const details = [roles.join(', '), places.join(', ')].filter(Boolean).join(' · ');
  return (
    <>
      <p
        className={refused ? 'who refused' : 'who'}
        title={[subject, details, expiresAt?.toLocaleString()].filter(Boolean).join('\n')}
      >
        <strong>{subject}</strong>
        <span>{details || 'no role'}</span>
        {expiresAt && <time dateTime={expiresAt.toISOString()}>ends in {remaining(expiresAt, new Date())}</time>}
      </p>
      <button type="button" onClick={onLeave}>
        Forget the token
      </button>
    </>
  );
}

function Entry({ onUse }: { onUse: (text: string) => void }) {
  const [text, setText] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onUse(text);
      }}
    >
      <span className="who anonymous">
        Anonymous <span lang="zh">匿名</span>
      </span>
      <input
        type="text"
        value={text}
        aria-label="Token 令牌"
        placeholder="Paste a token 粘贴令牌"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" disabled={text.trim() === ''}>
        Use
      </button>
    </form>
  );
}
