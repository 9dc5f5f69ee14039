# syntax=docker/dockerfile:1
# The program with Chromium and Chinese fonts; config/ and data/ are mounted. Build: npm pack && docker build -t xuncha .
FROM node:26.10.0-trixie-slim

# versions are those of the Debian release that the tag above names
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install --yes --no-install-recommends chromium fonts-noto-cjk ca-certificates tini \
  && rm -rf /var/lib/apt/lists/*

WORKDIR /opt/xuncha
COPY xuncha-*.tgz /tmp/
# no install scripts: the image has the Node that they would fetch, and Chromium comes from Debian
RUN npm install --ignore-scripts --no-audit --no-fund /tmp/xuncha-*.tgz \
  && rm -rf /tmp/xuncha-*.tgz /root/.npm

# Chromium has its sandbox only as an ordinary user
RUN useradd --create-home --uid 10001 xuncha \
  && mkdir -p /srv/xuncha/config /srv/xuncha/data \
  && chown -R xuncha:xuncha /srv/xuncha
USER xuncha
WORKDIR /srv/xuncha
VOLUME ["/srv/xuncha/config", "/srv/xuncha/data"]

ENTRYPOINT ["tini", "--", "/opt/xuncha/node_modules/.bin/xuncha"]
CMD ["schedule"]
