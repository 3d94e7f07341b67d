# SPDX-License-Identifier: Apache-2.0
"""What keeps visitors from leaving traces, and what decides who may work at the desk.

`sealed`, `headers`, `leaving`, `keyfile`, `roles` and `database` are pure; the others are a Django
app that only the staff site installs.
"""
