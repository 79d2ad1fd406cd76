import type { Program } from '../../shared/wire/programs.ts';
import { ProblemError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { Ports } from '../ports/ports.ts';
import type { Site } from '../ports/sites.ts';

type Asking = Pick<Ports, 'sites'>;
type Named = Pick<Site, 'id'>;

/** Registers a program, in the place of one of the same name. Throws a ProblemError where there are too many. */
export async function putProgram({ sites }: Asking, { id }: Named, program: Program): Promise<Program> {
  const known = await sites.programs(id);
  const isNew = known.every(it => it.name !== program.name);
  if (isNew && known.length >= LIMITS.programsPerSiteMax) throw new ProblemError('programs-full');
  await sites.putProgram(id, program);
  return program;
}

/** Throws a ProblemError where there is none of this name. */
export async function removeProgram({ sites }: Asking, { id }: Named, name: string): Promise<{ removed: string }> {
  if (!(await sites.removeProgram(id, name))) throw new ProblemError('program-unknown');
  return { removed: name };
}
