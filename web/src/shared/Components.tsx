// All shared components in every state. Served in development only: `make web`, then /app/components.
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconSearchOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ProblemError } from '@/api/problem';
import { ButtonLink, Card, Chip, Chips, Empty, Kbd, PageHeader, ProblemNote, Quote, Rows, toast, type Tone, ui } from '.';
import { PartRows, ScoreHead, SumBar } from './Points';

const PARTS = [
  { kind: 'full', name: 'All of it', points: 20, max: 20, pointsText: '20 of 20', reason: 'Everything is there.' },
  { kind: 'part', name: 'A part', points: 37, max: 60, pointsText: '37 of 60', reason: 'Some of it is there.' },
  { kind: 'unknown', name: 'Unknown', points: null, max: 20, pointsText: 'not known', reason: 'The posting does not say.' },
];
const TONES: Tone[] = ['plain', 'quiet', 'pine', 'slate', 'clay', 'ochre', 'brick'];
const PROBLEMS = {
  'Nothing came back': ProblemError.offline(),
  '429 with a pause': new ProblemError({ status: 429, code: 'too_many_requests' }, 24),
  '503 with a pause': new ProblemError({ status: 503, code: 'unavailable', request_id: '8f2c41d0' }, 8),
  '500': new ProblemError({ status: 500, code: 'internal_error', request_id: '8f2c41d1' }),
  '404': new ProblemError({ status: 404, code: 'not_found', detail: 'There is no such job.' }),
  '403': new ProblemError({ status: 403, code: 'forbidden', detail: 'The control tower is for administrators.' }),
  '422': new ProblemError({ status: 422, code: 'invalid', detail: 'The file has no text.' }),
};
const again = () => toast('Asked again');

export function Components() {
  return (
    <>
      <PageHeader title="Components" subtitle="what features share, in every state">
        <ButtonLink to="/jobs">ButtonLink</ButtonLink>
      </PageHeader>
      <div className={ui.gallery}>
        <State name="Button">
          <div className={ui.actions}>
            <Button variant="filled">Acts</Button>
            <Button>Also</Button>
            <Button variant="subtle">Steps back</Button>
            <Button disabled>Cannot now</Button>
          </div>
        </State>
        <State name="Chip: each tone">
          <Chips>
            {TONES.map((tone) => (
              <Chip key={tone} tone={tone}>
                {tone}
              </Chip>
            ))}
            <Chip tone="ochre" icon={<IconAlertTriangle size={14} aria-hidden />}>
              with an icon
            </Chip>
            <Chip>{'a text that is longer than the chip has room for, in every language '.repeat(2)}</Chip>
          </Chips>
        </State>
        <State name="Card">
          <Card title="With a heading" aside="and an aside">
            What belongs together.
          </Card>
          <Card isDangerous title="Dangerous">
            What cannot be undone.
          </Card>
          <Card>Without a heading.</Card>
        </State>
        <State name="Empty">
          <Empty icon={<IconSearchOff size={28} stroke={1.5} aria-hidden />} title="Nothing here" actions={<Button>Do something</Button>}>
            Why, and what to do.
          </Empty>
          <Empty title="The heading alone" />
        </State>
        <State name="Rows: on the way">
          <Rows words="Comparing 1,284 jobs with your resume …" />
        </State>
        <State name="Quote">
          <p>
            <Quote source="resume" text="Moved the booking service from Python to Rust" marks={[[26, 45]]} place="page 1, line 6" />
          </p>
          <p>
            <Quote source="posting" text="Async Rust (Tokio), error handling" marks={[[0, 18]]} place="What you bring, line 3" />
          </p>
          <p>
            <Quote source="resume" text="All of it counts" />
          </p>
        </State>
        <State name="Points">
          <ScoreHead score={57} of="of 100" says="Fits your resume" estimate="Estimate. Only you see it." />
          <SumBar parts={PARTS} />
          <PartRows parts={PARTS} />
          <ScoreHead score={null} of="of 100" says="Too little is known for a number" estimate="Estimate. Only you see it." />
        </State>
        <State name="Kbd">
          <Kbd keys={['Ctrl', 'K']} /> <Kbd keys={['?']} />
        </State>
        <State name="Toast">
          <div className={ui.actions}>
            <Button onClick={() => toast('Saved')}>Without undo</Button>
            <Button onClick={() => toast('Removed from saved', () => toast('It is back'))}>With undo</Button>
          </div>
        </State>
        {Object.entries(PROBLEMS).map(([name, error]) => (
          <State key={name} name={`ProblemNote: ${name}`}>
            <ProblemNote error={error} retry={again} />
          </State>
        ))}
      </div>
    </>
  );
}

function State({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className={ui.galleryPart} aria-label={name}>
      <h2>{name}</h2>
      {children}
    </section>
  );
}
