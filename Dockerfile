# The gate alone. Everything it needs at run time is in the image: it downloads nothing, and writes to /data only.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
# No package needs its install script here: that of `node` would download the Node that the image has already.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY scripts scripts
COPY shared shared
COPY client client
COPY server server
COPY sdk sdk
COPY demo demo
RUN node scripts/run.mjs scripts/build.ts

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 SEKISHO_DATA=/data
WORKDIR /app
COPY --from=build /app /app
COPY LICENSE NOTICE ./
# A new volume takes its owner from here.
RUN mkdir -m 700 /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 8080
# Whether the process answers, not whether it is ready: a store that is away is no reason to start the gate again.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(it => process.exit(it.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1 and hears SIGTERM; the arguments of `docker run` follow, such as --workers 4.
ENTRYPOINT ["node", "server/main.ts"]
