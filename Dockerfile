# The command and the language server:
#
#   docker build -t bailiwick .
#   docker run --rm -v "$PWD:/zones:ro" bailiwick check .
#   docker run --rm -i -v "$PWD:$PWD:ro" bailiwick lsp --stdio
FROM node:24-slim AS build
WORKDIR /build
COPY . .
RUN npm ci --no-audit --no-fund \
  && npm run package:npm \
  && mv bailiwick-*.tgz /bailiwick.tgz

FROM node:24-slim
COPY --from=build /bailiwick.tgz /tmp/bailiwick.tgz
# No run-time dependency: nothing else is fetched.
RUN npm install --global --no-audit --no-fund /tmp/bailiwick.tgz && rm /tmp/bailiwick.tgz
# Zones are read; what writes them (fmt, --fix) is run with --user.
USER node
WORKDIR /zones
ENTRYPOINT ["bailiwick"]
CMD ["--help"]
