import type { Detector } from '../../server/core/detectors/detector.ts';
import { judge } from '../../server/core/judge.ts';
import type { StreamReadings } from '../../shared/wire/report.ts';
import type { Streams } from '../../shared/wire/streams.ts';
import { accessCourt } from './access-court.ts';
import { PEOPLE, type Person } from './people.ts';
import { featuresOf, personFacts } from './person-facts.ts';

/** A person's input events as a real mouse and keyboard leave them, some of them otherwise. */
export function inputOf(
  change: Partial<Streams['inputEvents']>,
  { hands }: Person = PEOPLE.chromiumOnLinux,
): StreamReadings {
  const { inputEvents } = hands;
  if (inputEvents === undefined || 'missing' in inputEvents) throw new Error('this person shows no input events');
  return { ...hands, inputEvents: { ...inputEvents, ...change } };
}

/** What the detector says of a person with these hands; undefined: nothing. */
export const weightOf = (detector: Detector, summary: StreamReadings | null): number | undefined =>
  detector.weigh(featuresOf(personFacts({ summary })))?.weight;

/** Whether its evidence is in shadow where this person is; undefined: it says nothing. */
export const isInShadow = (code: string, person: Person, summary: StreamReadings): boolean | undefined =>
  judge(featuresOf(personFacts({ summary }, person)), accessCourt()).evidence.find(it => it.code === code)?.shadow;
