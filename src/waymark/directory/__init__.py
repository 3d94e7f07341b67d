# SPDX-License-Identifier: Apache-2.0
"""Who helps, where, and under which law: countries, services, platforms, figures."""
