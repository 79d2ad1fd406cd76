type Context = Pick<
  WebGLRenderingContext,
  'getParameter' | 'getExtension' | 'getSupportedExtensions' | 'getContextAttributes' | 'getShaderPrecisionFormat'
>;

export type Abilities = {
  readonly extensions: readonly string[];
  /** `NAME=value`. */
  readonly parameters: readonly string[];
  readonly precisions: readonly string[];
  readonly attributes: readonly string[];
};

/**
 * What differs between graphics units, and no browser warns about on the console: FingerprintJS' list, in order, each as what it is more
 * than the one before, which is packed to a third.
 */
const STEPS = [
  2849, 35, 1, 1, 42, 1, 1, 1, 1, 28, 1, 1, 1, 1, 1, 1, 1, 1, 10, 46, 18, 46, 1, 17, 1, 210, 16, 46, 7, 22, 2, 1, 1, 1,
  1, 1, 4521, 1, 1, 2814, 22021, 4, 46, 1, 112, 1, 1, 1, 29, 1, 1, 1, 199, 731, 1, 114, 8, 23, 29, 153, 238, 349, 1, 1,
  1, 33, 1, 1, 23, 44, 9, 730, 1, 62, 1, 14, 1, 264, 1, 1, 58, 284, 1, 1, 43, 403, 645, 1, 2, 1006,
];
let last = 0;
export const TELLING: ReadonlySet<unknown> = new Set(
  STEPS.map(step => {
    last += step;
    return last;
  }),
);
/**
 * Those with such parameters, by the beginning of their names. FingerprintJS switches all of the 35 on, to list the same constants
 * everywhere: that takes 10 ms on a fast desktop.
 */
const EXTENSIONS =
  /^(EXT_texture_filter_anisotropic|OES_standard_derivatives|WEBGL_draw_buffers|OES_vertex_array|EXT_disjoint_timer|OVR_multiview)/;
const SHADERS = ['FRAGMENT_SHADER', 'VERTEX_SHADER'];
const PRECISIONS = ['LOW_FLOAT', 'MEDIUM_FLOAT', 'HIGH_FLOAT', 'LOW_INT', 'MEDIUM_INT', 'HIGH_INT'];

/** What a WebGL context can do. The page has its turn in between. */
export async function graphicsAbilities(
  context: Context,
  pageTurn: () => Promise<void> | undefined,
): Promise<Abilities> {
  const extensions = context.getSupportedExtensions() ?? [];
  const parameters: string[] = [];
  const tell = async (from: unknown): Promise<void> => {
    if (typeof from !== 'object' || from === null) return;
    for (const name of Object.keys(Object.getPrototypeOf(from)).filter(it => !/[^A-Z0-9_x]/.test(it))) {
      const code: unknown = Reflect.get(from, name);
      if (!TELLING.has(code)) continue;
      await pageTurn();
      parameters.push(`${name}=${context.getParameter(Number(code))}`);
    }
  };
  await tell(context);
  for (const name of extensions.filter(it => EXTENSIONS.test(it))) await tell(context.getExtension(name));

  const precisions: string[] = [];
  for (const shader of SHADERS) {
    await pageTurn();
    for (const precision of PRECISIONS) {
      const [of = 0, at = 0] = [shader, precision].map(it => Number(Reflect.get(context, it)));
      const format = context.getShaderPrecisionFormat(of, at);
      const said = format === null ? [] : [format.rangeMin, format.rangeMax, format.precision];
      precisions.push(`${shader}.${precision}=${said.join(',')}`);
    }
  }
  const attributes = Object.entries(context.getContextAttributes() ?? {}).map(([name, value]) => `${name}=${value}`);
  return { extensions, parameters: parameters.sort(), precisions, attributes };
}
