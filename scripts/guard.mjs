// Plain JavaScript on purpose: it must still run, and say what to do, on a Node that cannot read TypeScript.
const NEEDED = 24;

/** Ends the process with one line where this Node is too old. */
export function guard() {
  const [major = '0'] = process.versions.node.split('.');
  if (Number(major) >= NEEDED) return;
  process.stderr.write(
    `Sekisho needs Node ${NEEDED} or newer, this is ${process.version}: run \`npm ci\`, which brings its own, and start it with npm.\n`,
  );
  process.exit(1);
}
