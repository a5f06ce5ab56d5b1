#!/bin/sh
# Gives this machine what the tests use, as far as it may: the oldest supported PostgreSQL that
# the system packages together with pgTAP, the extensions some tests need, pgbouncer, hledger,
# libfaketime, and beside the Node.js that is here node-postgres and TypeScript.
# Without root the suite runs on the embedded server alone. What stays missing is said in one line.
set -eu
cd "$(dirname "$0")/.."

sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
may_install() {
    command -v apt-get >/dev/null && { [ -z "$sudo" ] || $sudo true 2>/dev/null; }
}
server() { # the number of the oldest supported PostgreSQL that has a pgTAP package
    apt-cache search --names-only '^postgresql-[0-9]+-pgtap$' 2>/dev/null |
        sed -n 's/^postgresql-\([0-9]*\)-pgtap .*/\1/p' | sort -n | awk '$1 >= 15 { print $1; exit }'
}
known() { apt-cache show --no-all-versions "$1" >/dev/null 2>&1; }
installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }
has_venv() { "${PYTHON:-python3}" -c 'import ensurepip, venv' 2>/dev/null; }
has_pgtap() {
    find /usr/share/postgresql .tolsel/pgtap -name 'pgtap--*.sql' 2>/dev/null | grep -q .
}
wanted() {
    n=$(server)
    [ -z "$n" ] || for part in "" -pgtap -cron -plpgsql-check -plproxy; do echo "postgresql-$n$part"; done
    echo pgbouncer
    echo hledger
    echo libfaketime
    has_venv || echo python3-venv
}
absent() {
    for package in $(wanted); do
        if known "$package" && ! installed "$package"; then echo "$package"; fi
    done
}

if may_install; then
    # A fresh machine knows no packages until it is told where they are.
    [ -n "$(server)" ] || $sudo apt-get update -qq || true
    packages=$(absent)
    if [ -n "$packages" ]; then
        echo "bootstrap: installing $(echo $packages)"
        # Otherwise Debian starts a server of its own on port 5432.
        conf=/etc/postgresql-common/createcluster.conf
        if [ ! -e "$conf" ]; then
            $sudo mkdir -p "$(dirname "$conf")"
            echo 'create_main_cluster = false' | $sudo tee "$conf" >/dev/null
        fi
        install="$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq"
        install="$install --no-install-recommends -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold"
        # The lists may name versions that are gone.
        # shellcheck disable=SC2086
        $install $packages >/dev/null 2>&1 || { $sudo apt-get update -qq && $install $packages >/dev/null; } ||
            echo "bootstrap: apt-get could not install $(echo $packages)"
    fi
fi

if ! has_pgtap && command -v apt-get >/dev/null; then
    # pgTAP is plain SQL: unpacking its package needs no rights.
    package=$(apt-cache search --names-only '^postgresql-[0-9]+-pgtap$' 2>/dev/null |
        sed 's/ .*//' | sort -V | tail -n 1)
    if [ -n "$package" ]; then
        mkdir -p .tolsel/pgtap
        if (cd .tolsel/pgtap && apt-get download -qq "$package" && dpkg -x ./*.deb .) 2>/dev/null; then
            rm -f .tolsel/pgtap/*.deb
        else
            rm -rf .tolsel/pgtap
        fi
    fi
fi

if command -v apt-get >/dev/null && ! command -v prometheus-sql-exporter >/dev/null &&
    [ ! -e .tolsel/exporter/usr ] && known prometheus-sql-exporter; then
    # Unpacked, not installed: installed, it would listen.
    mkdir -p .tolsel/exporter
    (cd .tolsel/exporter && apt-get download -qq prometheus-sql-exporter && dpkg -x ./*.deb . &&
        rm -f ./*.deb) 2>/dev/null || echo "bootstrap: apt-get could not bring prometheus-sql-exporter"
fi

node_modules=.tolsel/node/node_modules
if command -v npm >/dev/null && [ ! -e "$node_modules/typescript" ]; then
    mkdir -p .tolsel/node
    npm install --silent --no-audit --no-fund --prefix .tolsel/node \
        pg@8.23.1 typescript@5.9.3 @types/node@20.19.0 >/dev/null 2>&1 ||
        echo "bootstrap: npm could not install pg and typescript"
fi

missing=""
ls -d /usr/lib/postgresql/1[5-9]/bin/postgres >/dev/null 2>&1 ||
    missing="$missing, PostgreSQL from the system (the suite runs on the embedded one only)"
has_pgtap || missing="$missing, pgTAP (the files of tests/sql do not run)"
find /usr/lib/postgresql -name plpgsql_check.so 2>/dev/null | grep -q . ||
    missing="$missing, plpgsql_check (the functions are not analysed)"
find /usr/lib/postgresql -name pg_cron.so 2>/dev/null | grep -q . || missing="$missing, pg_cron"
find /usr/lib/postgresql -name plproxy.so 2>/dev/null | grep -q . || missing="$missing, PL/Proxy (no router is tried)"
PATH="$PATH:/usr/sbin" command -v pgbouncer >/dev/null || missing="$missing, pgbouncer"
command -v hledger >/dev/null || missing="$missing, hledger (nobody else reads the export)"
ls /usr/lib/*/faketime/libfaketime.so.1 >/dev/null 2>&1 ||
    missing="$missing, libfaketime (no server's clock jumps)"
[ -e "$node_modules/typescript" ] || missing="$missing, Node.js with npm (nobody calls from JavaScript)"
if [ -n "$missing" ]; then
    echo "bootstrap: this machine lacks ${missing#, }; root or passwordless sudo on Debian would install them"
fi
